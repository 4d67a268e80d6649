/** A person says stop: the bot leaves, and does not come back for this meeting. */
import { askToConverge, type WishNeeds } from '#bots/converging/ask-to-converge.ts'
import { lockNewestBot, updateBot } from '#bots/store.ts'
import { ENDED, isFinalStop, STOPPED_BY_PERSON } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { Refusal } from '#lib/errors.ts'

/** Final for this occurrence. Refuses (not_found) where the session never had a bot; twice is harmless. */
export async function stopBot(
  tx: OrganizationTx,
  needs: WishNeeds,
  {
    organizationId,
    sessionId,
    because = STOPPED_BY_PERSON,
  }: {
    organizationId: string
    sessionId: string
    because?: string
  },
): Promise<void> {
  const bot = await lockNewestBot(tx, { sessionId })
  if (!bot) throw new Refusal('not_found', 'No bot was sent to this meeting')
  if (isFinalStop(bot.unwantedBecause)) return
  await updateBot(tx, needs.clock, bot.id, { isWanted: false, unwantedBecause: because })
  if (!ENDED.includes(bot.state)) await askToConverge(tx, needs, bot)
  emit(tx, 'bot.changed', { organizationId, botId: bot.id, sessionId })
}
