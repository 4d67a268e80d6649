/** Ask a bot for something: written down first, done by a worker, and its row is the receipt. */
import { runCommandJob } from '#bots/commands/job.ts'
import { newestBot } from '#bots/store.ts'
import { type Bot, ENDED } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { BotCommands } from '#db/tables.gen.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

export type CommandKind = BotCommands['kind']
type Ask = {
  organizationId: string
  sessionId: string
  /** Null where the organization's own policy asks. */
  userId: string | null
  kind: CommandKind
  message?: string | undefined
}

/** Returns the command's id. Refuses (conflict) what cannot be done where the bot is. */
export async function askCommand(
  tx: OrganizationTx,
  { clock, jobs }: { clock: Clock; jobs: Queue },
  { organizationId, sessionId, userId, kind, message }: Ask,
): Promise<string> {
  const bot = await newestBot(tx, { sessionId })
  const hindrance = bot ? hindranceOf(bot, kind, userId) : 'No bot was sent to this meeting'
  if (!bot || hindrance) throw new Refusal('conflict', hindrance ?? undefined)
  const id = newId()
  const now = clock.now()
  const row = { organizationId, id, botId: bot.id, sessionId, userId, kind, message: message ?? null }
  await tx
    .insertInto('botCommands')
    .values({ ...row, createdAt: now, updatedAt: now })
    .execute()
  await jobs.add(tx, runCommandJob, { organizationId, commandId: id })
  emit(tx, 'bot.changed', { organizationId, botId: bot.id, sessionId })
  return id
}

function hindranceOf({ state, recallBotId }: Bot, kind: CommandKind, userId: string | null): string | null {
  if (recallBotId === null) return 'The bot has not been sent yet'
  switch (kind) {
    case 'pause':
      return state === 'recording' ? null : 'The bot is not recording'
    case 'resume':
      return state === 'in_call' ? null : 'The recording is not paused'
    case 'chat':
      return state === 'recording' || state === 'in_call' ? null : 'The bot is not in the call'
    case 'delete_media':
      return ENDED.includes(state) || userId === null ? null : 'The recording is still running'
  }
}
