/** Meetings with every copy of them, and the meetings that share a room with them at the same time. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { GroupDecision, Vote } from '#calendar/deciding/decide-for-group.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Participant } from '#db/json.ts'

const SHOWN = ['title', 'startTime', 'endTime', 'meetingUrl', 'meetingPlatform', 'roomKey'] as const
export type Copy = Vote &
  Pick<
    EventRow,
    (typeof SHOWN)[number] | 'attendees' | 'alternateUrl' | 'deletedAt' | 'isCancelled' | 'seriesId'
  >

export type Meeting = {
  id: string
  organizationId: string
  occurrenceKey: string
  sessionId: string | null
  coveredBy: string | null
  createdAt: DateTime
  copies: Copy[]
  /** As it was described last. */
  described: Pick<EventRow, (typeof SHOWN)[number]> & { participants: Participant[] }
}

/** With what everybody who sees it wishes, and the meeting whose bot it shares, if any. */
export type Decided = Meeting & {
  group: GroupDecision<Copy>
  shown: Copy | undefined
  coveredNow: string | null
}

export const isPresent = ({ deletedAt, isCancelled }: Copy) => deletedAt === null && !isCancelled

/** How far around a meeting one is looked for that took its place. */
const AROUND_HOURS = 12
/** Meetings in one room that overlap one another in a row; a longer row is cut. */
const LONGEST_ROW = 10

/** Locked in one order, and read under the lock. Ask within a turn (take-turn.ts). */
export async function gatherMeetings(tx: OrganizationTx, ids: readonly string[]): Promise<Meeting[]> {
  const meetings = await load(tx, ids)
  let edge = meetings
  for (let row = 0; edge.length > 0 && row < LONGEST_ROW; row++) {
    const more = await inTheSameRooms(tx, edge, meetings, row === 0 ? AROUND_HOURS : 0)
    edge = await load(tx, more)
    meetings.push(...edge)
  }
  return meetings.sort((a, b) => a.id.localeCompare(b.id))
}

async function load(tx: OrganizationTx, ids: readonly string[]): Promise<Meeting[]> {
  if (ids.length === 0) return []
  const rows = await tx
    .selectFrom('meetingOccurrences')
    .select(['id', 'organizationId', 'occurrenceKey', 'sessionId', 'coveredBy', 'createdAt'])
    .select([...SHOWN, 'participants'])
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  const copies = await copiesOf(tx, ids)
  return rows.map(({ id, organizationId, occurrenceKey, sessionId, coveredBy, createdAt, ...described }) => ({
    ...{ id, organizationId, occurrenceKey, sessionId, coveredBy, createdAt, described },
    copies: copies.get(id) ?? [],
  }))
}

async function copiesOf(tx: OrganizationTx, ids: readonly string[]): Promise<Map<string, Copy[]>> {
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .leftJoin('calendarPreferences as rules', 'rules.userId', 'sighting.userId')
    .select(SHOWN.map((column) => `event.${column}` as const))
    .select([
      'event.attendees',
      'event.alternateUrl',
      'event.deletedAt',
      'event.isCancelled',
      'event.isOrganizer',
      'event.seriesId',
    ])
    .select(['sighting.occurrenceId', 'sighting.userId', 'sighting.wants', 'sighting.because'])
    .select(['sighting.joinAt', 'sighting.createdAt as seenAt', 'rules.confirmedAt'])
    .where('sighting.occurrenceId', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .orderBy('sighting.createdAt')
    .orderBy('sighting.id')
    .execute()
  const copies = rows.map(({ confirmedAt, ...copy }) => ({ ...copy, isConfirmed: confirmedAt !== null }))
  return Map.groupBy(copies, ({ occurrenceId }) => occurrenceId)
}

/** Ids of further meetings whose room and time touch those of `edge`, as they were described or are shown now. */
async function inTheSameRooms(
  tx: OrganizationTx,
  edge: readonly Meeting[],
  known: readonly Meeting[],
  aroundHours: number,
): Promise<string[]> {
  const places = edge
    .flatMap(({ described, copies }) => [described, ...copies.filter(isPresent)])
    .filter(({ roomKey }) => roomKey !== null)
  if (places.length === 0) return []
  const list = <T>(of: (place: (typeof places)[number]) => T) => places.map(of)
  const rooms = list(({ roomKey }) => roomKey)
  const froms = list(({ startTime }) => startTime.minus({ hours: aroundHours }).toISO())
  const untils = list(({ endTime }) => endTime.plus({ hours: aroundHours }).toISO())
  const { rows } = await sql<{ id: string }>`
    select distinct id from meeting_occurrences
    join unnest(${rooms}::text[], ${froms}::timestamptz[], ${untils}::timestamptz[]) as place(room, from_time, until_time)
      on room_key = room and start_time < until_time and end_time > from_time
    where id <> all(${known.map(({ id }) => id)}::uuid[])`.execute(tx)
  return rows.map(({ id }) => id)
}
