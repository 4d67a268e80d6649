/** The wish has changed: number it, make it due, and ask a worker to bring the world closer. */
import { sql } from 'kysely'
import { convergeBot } from '#bots/jobs.ts'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

export type WishNeeds = { jobs: Queue; clock: Clock }

/**
 * A bot that merely waits for its time is due at once. One that a worker is busy with, or that Recall asked us to
 * leave alone for a while, keeps its time: who finishes sees the higher number and goes on.
 */
export async function askToConverge(
  tx: OrganizationTx,
  { jobs, clock }: WishNeeds,
  { organizationId, id }: Pick<Bot, 'organizationId' | 'id'>,
): Promise<void> {
  const now = clock.now().toISO()
  await tx
    .updateTable('bots')
    .set((eb) => ({
      wishNumber: eb('wishNumber', '+', 1),
      nextAttemptAt: sql`case when next_attempt_at is null
        or (state = 'planned' and first_attempt_at is null and last_error is null)
        then ${now}::timestamptz else next_attempt_at end`,
      updatedAt: clock.now(),
    }))
    .where('id', '=', id)
    .execute()
  await jobs.add(tx, convergeBot, { organizationId, botId: id })
}
