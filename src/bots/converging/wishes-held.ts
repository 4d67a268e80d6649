/** What is wished for already: so that whoever decides anew passes on only what is different. */
import { sql } from 'kysely'
import { type Bot, isLive } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'

export type HeldWish = Pick<Bot, 'isWanted' | 'meetingUrl' | 'joinAt' | 'meetingEnd' | 'userId'> & {
  isLive: boolean
}

/** The newest bot of each of these meetings that has one, by meeting. */
export async function wishesHeld(
  tx: OrganizationTx,
  occurrenceIds: readonly string[],
): Promise<ReadonlyMap<string, HeldWish>> {
  const rows = await tx
    .selectFrom('bots')
    .distinctOn('occurrenceId')
    .select(['occurrenceId', 'isWanted', 'meetingUrl', 'joinAt', 'meetingEnd', 'userId', 'state'])
    .where('occurrenceId', '=', sql<string>`any(${[...occurrenceIds]}::uuid[])`)
    .orderBy('occurrenceId')
    .orderBy('generation', 'desc')
    .execute()
  return new Map(
    rows.map(({ occurrenceId, state, ...wish }) => [occurrenceId, { ...wish, isLive: isLive(state) }]),
  )
}
