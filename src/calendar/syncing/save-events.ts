/** Bring our rows to what the provider shows. Only rows that really changed come back, to be decided anew. */
import { type ExpressionBuilder, type Insertable, sql } from 'kysely'
import type { DateTime } from 'luxon'
import { findMeetingLink } from '#calendar/links/find-meeting-link.ts'
import type { ProviderEvent, Window } from '#calendar/providers/provider.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import type { CalendarEvents, Tables } from '#db/tables.gen.ts'
import { newId } from '#lib/ids.ts'

export type Place = { organizationId: string; calendarId: string; userId: string }

/**
 * Store what is shown, newest version wins: a page that is replayed late changes nothing. Events outside the window
 * are kept only where we know them already, since a series without an end would bring hundreds.
 */
export async function saveEvents(
  tx: OrganizationTx,
  place: Place,
  events: readonly ProviderEvent[],
  window: Window,
  now: DateTime,
): Promise<EventRow[]> {
  const outside = events.filter((event) => !overlaps(event, window)).map(({ id }) => id)
  const known = await knownIds(tx, place.calendarId, outside)
  const byId = new Map(events.map((event) => [event.id, event])) // a page may repeat itself
  const rows = [...byId.values()]
    .filter((event) => overlaps(event, window) || known.has(event.id))
    .map((event) => rowOf(place, event, now))
  if (rows.length === 0) return []
  return tx
    .insertInto('calendarEvents')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'calendarId', 'externalEventId']).doUpdateSet(theirs).where(isNews),
    )
    .returningAll()
    .execute()
}

const overlaps = ({ start, end }: ProviderEvent, window: Window) => end >= window.start && start < window.end

async function knownIds(tx: OrganizationTx, calendarId: string, ids: string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const rows = await tx
    .selectFrom('calendarEvents')
    .select('externalEventId')
    .where('calendarId', '=', calendarId)
    .where('externalEventId', 'in', ids)
    .execute()
  return new Set(rows.map(({ externalEventId }) => externalEventId))
}

function rowOf(place: Place, event: ProviderEvent, now: DateTime): Insertable<CalendarEvents> {
  const link = findMeetingLink(event.link)
  return {
    ...place,
    id: newId(),
    externalEventId: event.id,
    icalUid: event.icalUid,
    seriesId: event.seriesId,
    originalStart: event.originalStart,
    title: event.title,
    description: event.description,
    location: event.location,
    startTime: event.start,
    endTime: event.end,
    isAllDay: event.isAllDay,
    isCancelled: event.isCancelled,
    isOrganizer: event.isOrganizer,
    isPrivate: event.isPrivate,
    isFree: event.isFree,
    eventType: event.eventType,
    responseStatus: event.responseStatus,
    organizerEmail: event.organizerEmail,
    attendees: json(event.attendees),
    meetingUrl: link.isJoinable ? link.url : null,
    meetingPlatform: link.platform ?? null,
    roomKey: link.isJoinable ? link.roomKey : null,
    linkReason: link.isJoinable ? null : link.reason,
    etag: event.etag,
    providerUpdatedAt: event.updatedAt,
    deletedAt: null,
    createdAt: now,
    updatedAt: now,
  }
}

/** Everything that the provider says; the person's own word about the event is not among it. */
const THEIRS = [
  'icalUid',
  'seriesId',
  'originalStart',
  'title',
  'description',
  'location',
  'startTime',
  'endTime',
  'isAllDay',
  'isCancelled',
  'isOrganizer',
  'isPrivate',
  'isFree',
  'eventType',
  'responseStatus',
  'organizerEmail',
  'attendees',
  'meetingUrl',
  'meetingPlatform',
  'roomKey',
  'linkReason',
  'etag',
  'providerUpdatedAt',
  'deletedAt',
  'updatedAt',
] as const

type Upsert = ExpressionBuilder<Tables & { excluded: CalendarEvents }, 'calendarEvents' | 'excluded'>
const theirs = (eb: Upsert) =>
  Object.fromEntries(THEIRS.map((column) => [column, eb.ref(`excluded.${column}`)]))

const isNews = sql<boolean>`(
  calendar_events.deleted_at is not null or calendar_events.etag is distinct from excluded.etag or excluded.etag is null
) and (
  calendar_events.provider_updated_at is null or excluded.provider_updated_at is null
  or excluded.provider_updated_at >= calendar_events.provider_updated_at
)`

/** The provider says that these are gone. */
export const markRemoved = (tx: OrganizationTx, calendarId: string, ids: readonly string[], now: DateTime) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .updateTable('calendarEvents')
        .set({ deletedAt: now, isCancelled: true, updatedAt: now })
        .where('calendarId', '=', calendarId)
        .where('externalEventId', 'in', [...ids])
        .where('deletedAt', 'is', null)
        .returningAll()
        .execute()

/** Rows that we hold inside the window, by the provider's id: to be compared with a complete list of it. */
export const heldInWindow = (tx: OrganizationTx, calendarId: string, { start, end }: Window) =>
  tx
    .selectFrom('calendarEvents')
    .select(['externalEventId', 'startTime'])
    .where('calendarId', '=', calendarId)
    .where('deletedAt', 'is', null)
    .where('endTime', '>', start)
    .where('startTime', '<', end)
    .execute()
