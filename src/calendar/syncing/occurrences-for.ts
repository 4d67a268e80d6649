/** The real meeting behind each event: found by its key, made when nobody has seen it before. */
import type { DateTime } from 'luxon'
import { occurrenceKey } from '#calendar/deciding/occurrence-key.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

/** Event id → occurrence id, for each of the events. Two workers at once agree on one occurrence. */
export async function occurrencesFor(
  tx: OrganizationTx,
  organizationId: string,
  events: readonly EventRow[],
  now: DateTime,
): Promise<ReadonlyMap<string, string>> {
  const keyed = events.map((event) => ({ event, key: keyOf(event) }))
  const firsts = new Map(keyed.map(({ event, key }) => [key, event]))
  const rows = [...firsts].sort(([a], [b]) => a.localeCompare(b)) // one order for all, so that nobody waits in a circle
  await tx
    .insertInto('meetingOccurrences')
    .values(
      rows.map(([key, event]) => ({
        organizationId,
        id: newId(),
        occurrenceKey: key,
        title: event.title,
        startTime: event.startTime,
        endTime: event.endTime,
        createdAt: now,
        updatedAt: now,
      })),
    )
    .onConflict((conflict) => conflict.columns(['organizationId', 'occurrenceKey']).doNothing())
    .execute()
  const found = await tx
    .selectFrom('meetingOccurrences')
    .select(['id', 'occurrenceKey'])
    .where('occurrenceKey', 'in', [...firsts.keys()])
    .execute()
  const ids = new Map(found.map(({ id, occurrenceKey: key }) => [key, id]))
  return new Map(keyed.flatMap(({ event, key }) => pair(event.id, ids.get(key))))
}

const pair = (eventId: string, occurrenceId: string | undefined): [string, string][] =>
  occurrenceId ? [[eventId, occurrenceId]] : []

const keyOf = (event: EventRow) =>
  occurrenceKey({
    icalUid: event.icalUid,
    isPartOfSeries: event.seriesId !== null,
    originalStart: event.originalStart,
    start: event.startTime,
    fallback: `${event.calendarId}/${event.externalEventId}`,
  })
