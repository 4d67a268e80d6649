/** Somebody in the meeting says no: the bot leaves, and what was recorded until then goes the organization's way. */
import { askCommand } from '#bots/commands/ask-command.ts'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { noteConsent } from '#bots/manners/consents.ts'
import type { Stoppable } from '#bots/manners/stop-token.ts'
import { readBotSettings } from '#bots/settings.ts'
import { lockNewestBot, newestBot } from '#bots/store.ts'
import { ENDED, STOPPED_BY_PARTICIPANT } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { eraseRecorded } from '#sessions/record/erase-recorded.ts'

/** What the page behind the link shows. It names nobody and no subject: whoever has the link was in the meeting. */
export type Stopping = {
  /** over: no bot is there any more, and none will come. */
  state: 'recording' | 'stopped' | 'over'
  botName: string
  isDeleted: boolean
}

export async function aboutStopping(tx: OrganizationTx, { sessionId }: Stoppable): Promise<Stopping | null> {
  const bot = await newestBot(tx, { sessionId })
  if (!bot) return null
  const { botName, afterObjection } = await readBotSettings(tx)
  const isStopped = bot.unwantedBecause === STOPPED_BY_PARTICIPANT
  const state = isStopped ? 'stopped' : ENDED.includes(bot.state) || !bot.isWanted ? 'over' : 'recording'
  return { state, botName, isDeleted: afterObjection === 'delete' }
}

/** One no is enough. Once it is over there is nothing to stop, and nothing happens; twice is harmless. */
export async function objectToRecording(
  tx: OrganizationTx,
  needs: { clock: Clock; jobs: Queue },
  { organizationId, sessionId }: Stoppable,
): Promise<void> {
  await lockNewestBot(tx, { sessionId }) // whoever presses at the same moment finds it stopped
  const about = await aboutStopping(tx, { organizationId, sessionId })
  if (about?.state !== 'recording') return
  await stopBot(tx, needs, { organizationId, sessionId, because: STOPPED_BY_PARTICIPANT })
  const bot = await newestBot(tx, { sessionId })
  const consequence = about.isDeleted
    ? 'The bot was called back; what was recorded until then is deleted.'
    : 'The bot was called back; what was said until then is kept, and no word that was said after it.'
  const entry = { organizationId, sessionId, botId: bot?.id ?? null, consequence }
  await noteConsent(tx, needs.clock, { ...entry, kind: 'objected', saidBy: 'participant' })
  if (!about.isDeleted) return
  await eraseRecorded(tx, needs.clock, { organizationId, sessionId })
  await askCommand(tx, needs, { organizationId, sessionId, userId: null, kind: 'delete_media' })
}
