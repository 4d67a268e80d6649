/** A bot whose story is over without Recall telling it: nothing more will be asked. */
import { updateBot } from '#bots/store.ts'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

type End = { state: 'cancelled' | 'failed'; failureCode: string | null; lastError?: string | null }

/** Saves the end, agrees to the present wish, and says so. 'bot.ended' only where a bot was ever sent. */
export async function markEnded(
  tx: OrganizationTx,
  clock: Clock,
  { id, organizationId, sessionId, recallBotId, wishNumber }: Bot,
  { state, failureCode, lastError = null }: End,
): Promise<void> {
  await updateBot(tx, clock, id, {
    ...{ state, failureCode, lastError, stateChangedAt: clock.now() },
    ...{ agreedNumber: wishNumber, nextAttemptAt: null },
  })
  const ids = { organizationId, botId: id, sessionId }
  emit(tx, 'bot.changed', ids)
  if (recallBotId !== null) emit(tx, 'bot.ended', ids)
}
