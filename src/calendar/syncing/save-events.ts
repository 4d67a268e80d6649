/** Bring our rows to what the provider shows. Only rows that really changed come back, to be decided anew. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { ProviderEvent, Window } from '#calendar/providers/provider.ts'
import { ALL, THEIRS, theirsOf } from '#calendar/syncing/event-columns.ts'
import { readableOnly } from '#calendar/syncing/readable-only.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { asExcluded, columnList, recordset } from '#db/recordset.ts'
import { newId } from '#lib/ids.ts'

export type Place = { organizationId: string; calendarId: string; userId: string }
export type Saved = { rows: EventRow[]; unreadable: string[] }

/**
 * Store what is shown, newest version wins: a page that is replayed late changes nothing. Events outside the window
 * are kept only where we know them already, since a series without an end would bring hundreds. An event that the
 * database cannot hold is named, and stops none of the others.
 */
export async function saveEvents(
  tx: OrganizationTx,
  place: Place,
  events: readonly ProviderEvent[],
  window: Window,
  now: DateTime,
): Promise<Saved> {
  const byId = new Map(events.map((event) => [event.id, event])) // a page may repeat itself
  const known = await knownRows(tx, place.calendarId, [...byId.keys()])
  const news = [...byId.values()].filter((event) => isWorthWriting(event, known.get(event.id), window))
  const rows = news.map((event): EventRow => {
    const { id = newId(), createdAt = now } = known.get(event.id) ?? {}
    const kept = { ...place, id, externalEventId: event.id, createdAt }
    return { ...kept, ...theirsOf(event), deletedAt: null, updatedAt: now }
  })
  return readableOnly(tx, rows, (some) => upsert(tx, some))
}

type Known = {
  id: string
  createdAt: DateTime
  etag: string | null
  providerUpdatedAt: DateTime | null
  deletedAt: DateTime | null
  trouble: string | null
}

async function knownRows(tx: OrganizationTx, calendarId: string, ids: string[]): Promise<Map<string, Known>> {
  if (ids.length === 0) return new Map()
  const rows = await tx
    .selectFrom('calendarEvents')
    .select(['id', 'externalEventId', 'etag', 'providerUpdatedAt', 'deletedAt', 'trouble', 'createdAt'])
    .where('calendarId', '=', calendarId)
    .where('externalEventId', '=', sql<string>`any(${ids})`)
    .execute()
  return new Map(rows.map(({ externalEventId, ...row }) => [externalEventId, row]))
}

function isWorthWriting(event: ProviderEvent, known: Known | undefined, window: Window): boolean {
  if (!known) return event.end >= window.start && event.start < window.end
  const { updatedAt, etag } = event
  if (updatedAt && known.providerUpdatedAt && updatedAt < known.providerUpdatedAt) return false
  return known.deletedAt !== null || known.trouble !== null || etag === null || etag !== known.etag
}

/** The rows that were written; an event of the same instant that another worker wrote meanwhile stays as it is. */
async function upsert(tx: OrganizationTx, rows: readonly EventRow[]): Promise<EventRow[]> {
  const { rows: written } = await sql<{ id: string; externalEventId: string }>`
    insert into calendar_events (${columnList(ALL)})
    select ${columnList(ALL)} from ${recordset(rows, ALL)}
    on conflict (organization_id, calendar_id, external_event_id) do update set ${asExcluded(Object.keys(THEIRS))}
    where calendar_events.provider_updated_at is null or excluded.provider_updated_at is null
      or excluded.provider_updated_at >= calendar_events.provider_updated_at
    returning id, external_event_id`.execute(tx)
  const ids = new Map(written.map(({ id, externalEventId }) => [externalEventId, id]))
  return rows.flatMap((row) => {
    const id = ids.get(row.externalEventId)
    return id === undefined ? [] : [{ ...row, id }]
  })
}

/** The provider says that these are gone. */
export const markRemoved = (tx: OrganizationTx, calendarId: string, ids: readonly string[], now: DateTime) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .updateTable('calendarEvents')
        .set({ deletedAt: now, isCancelled: true, updatedAt: now })
        .where('calendarId', '=', calendarId)
        .where('externalEventId', '=', sql<string>`any(${[...ids]})`)
        .where('deletedAt', 'is', null)
        .returningAll()
        .execute()

/** The provider still shows these, but not so that they could be understood: they stay, and say so. */
export const markUnreadable = (
  tx: OrganizationTx,
  calendarId: string,
  ids: readonly string[],
  now: DateTime,
) =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .updateTable('calendarEvents')
        .set({ trouble: UNREADABLE, etag: null, updatedAt: now })
        .where('calendarId', '=', calendarId)
        .where('externalEventId', '=', sql<string>`any(${[...ids]})`)
        .where('deletedAt', 'is', null)
        .where('trouble', 'is', null)
        .returningAll()
        .execute()

const UNREADABLE = 'The provider shows this entry without times that make sense'

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
