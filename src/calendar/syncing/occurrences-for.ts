/** The real meeting behind each event: found by its key, made when nobody has seen it before. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { occurrenceKey } from '#calendar/deciding/occurrence-key.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { columnList, recordset } from '#db/recordset.ts'
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

const COLUMNS = {
  organizationId: 'uuid',
  id: 'uuid',
  occurrenceKey: 'text',
  title: 'text',
  startTime: 'timestamptz',
  endTime: 'timestamptz',
  meetingUrl: 'text',
  meetingPlatform: 'text',
  roomKey: 'text',
  participants: 'jsonb',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
} as const

async function make(tx: OrganizationTx, missing: [string, EventRow][], now: DateTime) {
  const rows = missing.map(([occurrenceKey, event]) => {
    const { organizationId, title, startTime, endTime, meetingUrl, meetingPlatform, roomKey } = event
    const described = { title, startTime, endTime, meetingUrl, meetingPlatform, roomKey }
    const participants = event.attendees
    return {
      organizationId,
      id: newId(),
      occurrenceKey,
      ...described,
      participants,
      createdAt: now,
      updatedAt: now,
    }
  })
  if (rows.length > 0)
    await sql`insert into meeting_occurrences (${columnList(COLUMNS)})
      select ${columnList(COLUMNS)} from ${recordset(rows, COLUMNS)}`.execute(tx)
  return new Map(rows.map(({ id, occurrenceKey: key }) => [key, id]))
}

const keyOf = (event: EventRow) =>
  occurrenceKey({
    icalUid: event.icalUid,
    isPartOfSeries: event.seriesId !== null,
    originalStart: event.originalStart,
    start: event.startTime,
    fallback: `${event.calendarId}/${event.externalEventId}`,
  })
