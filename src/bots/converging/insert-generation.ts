/** The next bot of a meeting: a new row, a new intent, due at once. */
import { insertBot } from '#bots/store.ts'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

export type Generation = Pick<
  Bot,
  | 'organizationId'
  | 'occurrenceId'
  | 'sessionId'
  | 'userId'
  | 'generation'
  | 'meetingUrl'
  | 'roomKey'
  | 'joinAt'
  | 'meetingEnd'
>

/** Returns the bot's id, which is also what Recall knows our intent by. */
export async function insertGeneration(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, occurrenceId, sessionId, userId, generation, ...wish }: Generation,
): Promise<string> {
  const { meetingUrl, roomKey, joinAt, meetingEnd } = wish
  const id = newId()
  const now = clock.now()
  await insertBot(tx, {
    ...{ organizationId, id, occurrenceId, sessionId, userId, generation },
    ...{ meetingUrl, roomKey, joinAt, meetingEnd },
    ...{ state: 'planned', stateChangedAt: now, nextAttemptAt: now, createdAt: now, updatedAt: now },
  })
  emit(tx, 'bot.changed', { organizationId, botId: id, sessionId })
  return id
}
