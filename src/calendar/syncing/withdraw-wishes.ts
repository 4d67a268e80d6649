/** A calendar is no longer ours to read: what stood in it wishes for nothing any more. */
import { sql } from 'kysely'
import { keepHistory } from '#calendar/syncing/keep-decisions.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'

/**
 * The coming events leave the page, and nothing of them is wished any more. What has been stays as it
 * was. Returns the ids of the meetings whose wish may now be another: hand them to wishOccurrences.
 */
export async function withdrawWishes(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  calendarIds: readonly string[],
  because: 'disconnected' | 'calendar_not_selected' | 'calendar_lost' = 'disconnected',
): Promise<string[]> {
  if (calendarIds.length === 0) return []
  await takeTurn(tx)
  const now = clock.now()
  const events = await tx
    .updateTable('calendarEvents')
    .set({ deletedAt: now, updatedAt: now })
    .where('calendarId', 'in', [...calendarIds])
    .where('endTime', '>', now)
    .where('deletedAt', 'is', null)
    .returning('id')
    .execute()
  if (events.length === 0) return []
  const trail = json([{ step: because, outcome: 'skip' }])
  const wished = await tx
    .selectFrom('calendarSightings')
    .select(['id', 'calendarEventId', 'occurrenceId'])
    .where('calendarEventId', '=', sql<string>`any(${events.map(({ id }) => id)}::uuid[])`)
    .where('wants', '=', true)
    .execute()
  const ids = (of: 'id' | 'calendarEventId') => wished.map((sighting) => sighting[of])
  await keepHistory(tx, ids('calendarEventId'), now)
  await tx
    .updateTable('calendarSightings')
    .set({ wants: false, because, joinAt: null, checkAt: null, trail, decidedAt: now, updatedAt: now })
    .where('id', '=', sql<string>`any(${ids('id')}::uuid[])`)
    .execute()
  return [...new Set(wished.map(({ occurrenceId }) => occurrenceId))]
}
