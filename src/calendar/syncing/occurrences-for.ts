/** The real meeting behind each event: found by its key, made when nobody has seen it before. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { occurrenceKey } from '#calendar/deciding/occurrence-key.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

export type Found = {
  /** Event id → occurrence id. */
  ids: ReadonlyMap<string, string>
  /** The occurrences that were made now. */
  fresh: ReadonlySet<string>
}

/**
 * The occurrence of each event. One that has left the calendar keeps the meeting it belonged to (`earlier`, event id
 * → occurrence id): its key may have gone over to another series since. Ask within a turn (take-turn.ts).
 */
export async function occurrencesFor(
  tx: OrganizationTx,
  events: readonly EventRow[],
  earlier: ReadonlyMap<string, string>,
  now: DateTime,
): Promise<Found> {
  const ids = new Map<string, string>()
  const keyed = events.flatMap((event) => {
    const before = event.deletedAt || event.isCancelled ? earlier.get(event.id) : undefined
    if (before !== undefined) ids.set(event.id, before)
    return before === undefined ? [{ event, key: keyOf(event) }] : []
  })
  const firsts = new Map(keyed.map(({ event, key }) => [key, event]))
  const known = await knownByKey(tx, [...firsts.keys()])
  const made = await make(
    tx,
    [...firsts].filter(([key]) => !known.has(key)),
    now,
  )
  for (const { event, key } of keyed) {
    const id = known.get(key) ?? made.get(key)
    if (id !== undefined) ids.set(event.id, id)
  }
  return { ids, fresh: new Set(made.values()) }
}

async function knownByKey(tx: OrganizationTx, keys: string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const rows = await tx
    .selectFrom('meetingOccurrences')
    .select(['id', 'occurrenceKey'])
    .where('occurrenceKey', '=', sql<string>`any(${keys})`)
    .execute()
  return new Map(rows.map(({ id, occurrenceKey: key }) => [key, id]))
}

/**
 * Described as the event is that was seen first. The events are named twice: without statistics, in a new database,
 * Postgres would otherwise look at every event of the organization.
 */
async function make(tx: OrganizationTx, missing: [string, EventRow][], now: DateTime) {
  const ids = new Map(missing.map(([key]) => [key, newId()]))
  const eventIds = missing.map(([, { id }]) => id)
  if (missing.length > 0)
    await sql`insert into meeting_occurrences (organization_id, id, occurrence_key, title, start_time, end_time,
        meeting_url, meeting_platform, room_key, participants, created_at, updated_at)
      select organization_id, made.id, key, title, start_time, end_time, meeting_url, meeting_platform, room_key,
        attendees, ${now}::timestamptz, ${now}::timestamptz
      from unnest(${[...ids.values()]}::uuid[], ${[...ids.keys()]}::text[], ${eventIds}::uuid[]) as made(id, key, event_id)
      join calendar_events as event on event.id = made.event_id
      where event.id = any(${eventIds}::uuid[])`.execute(tx)
  return ids
}

const keyOf = (event: EventRow) =>
  occurrenceKey({
    icalUid: event.icalUid,
    isPartOfSeries: event.seriesId !== null,
    originalStart: event.originalStart,
    start: event.startTime,
    fallback: `${event.calendarId}/${event.externalEventId}`,
  })
