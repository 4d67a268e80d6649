/** The next bot of a meeting: a new row, a new intent, due at once unless it is to come later. */
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
> &
  Partial<Pick<Bot, 'alternateUrl' | 'refusedUrl' | 'retries' | 'nextAttemptAt'>>

/** Returns the bot's id, which is also what Recall knows our intent by. */
export async function insertGeneration(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, occurrenceId, sessionId, userId, generation, ...wish }: Generation,
): Promise<string> {
  const { meetingUrl, roomKey, joinAt, meetingEnd } = wish
  const { alternateUrl = null, refusedUrl = null, retries = 0, nextAttemptAt = null } = wish
  const id = newId()
  const now = clock.now()
  await insertBot(tx, {
    ...{ organizationId, id, occurrenceId, sessionId, userId, generation },
    ...{ meetingUrl, roomKey, joinAt, meetingEnd, alternateUrl, refusedUrl, retries },
    ...{ state: 'planned', stateChangedAt: now, createdAt: now, updatedAt: now },
    nextAttemptAt: nextAttemptAt && nextAttemptAt > now ? nextAttemptAt : now,
  })
  emit(tx, 'bot.changed', { organizationId, botId: id, sessionId })
  return id
}
