/** Where a series was split into two with different UIDs, the second is tied to the first, with all that was said of it. */
import { type SeriesMeeting, type Split, seriesHeirs } from '#calendar/deciding/series-heirs.ts'
import { firstSeries, meetingKeyOf, plannedStartOf } from '#calendar/rules/overrides.ts'
import type { Place } from '#calendar/syncing/save-events.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'

/**
 * Ties what has now appeared to what has just gone, in either order: a provider may show the new series a page before
 * the end of the old one. Returns the meetings that were shown before and now stand under an older word.
 */
export async function followSplits(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { organizationId, calendarId }: Omit<Place, 'userId'>,
  changed: readonly EventRow[],
): Promise<EventRow[]> {
  if (!changed.some(({ seriesId }) => seriesId !== null)) return []
  const meetings = await recentOfSeries(tx, calendarId, clock)
  const changedKeys = new Set(changed.map(meetingKeyOf))
  const splits = seriesHeirs(meetings.map(seriesMeeting)).filter(
    ({ heir, first }) => changedKeys.has(heir) || changedKeys.has(first),
  )
  const fresh = new Set(await tie(tx, clock, { organizationId, calendarId }, splits))
  const isShown = new Set(changed.map(({ id }) => id))
  return meetings.filter(
    (row) => fresh.has(meetingKeyOf(row)) && row.deletedAt === null && !isShown.has(row.id),
  )
}

/** Coming meetings of series, those that have gone among them, where something of a series has gone in the last day at all. */
const recentOfSeries = (tx: OrganizationTx, calendarId: string, clock: Clock): Promise<EventRow[]> =>
  tx
    .selectFrom('calendarEvents')
    .selectAll()
    .where('calendarId', '=', calendarId)
    .where('seriesId', 'is not', null)
    .where('startTime', '>', clock.now())
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('calendarEvents as gone')
          .select('gone.id')
          .where('gone.calendarId', '=', calendarId)
          .where('gone.seriesId', 'is not', null)
          .where('gone.isCancelled', '=', true)
          .where('gone.updatedAt', '>', clock.now().minus({ days: 1 })),
      ),
    )
    .execute()

const seriesMeeting = (row: EventRow): SeriesMeeting => ({
  key: meetingKeyOf(row),
  ...{ organizerEmail: row.organizerEmail, roomKey: row.roomKey, title: row.title },
  plannedStart: plannedStartOf(row),
  seenAt: row.createdAt,
  goneAt: row.deletedAt ?? (row.isCancelled ? row.updatedAt : null),
})

/** Returns the series that were not tied before. */
async function tie(
  tx: OrganizationTx,
  clock: Clock,
  place: Omit<Place, 'userId'>,
  splits: readonly Split[],
): Promise<string[]> {
  const first = await firstSeries(tx, [place.calendarId])
  const rows = splits.flatMap(({ heir: meetingKey, first: before }) => {
    const firstMeetingKey = first(place.calendarId, before)
    return meetingKey === firstMeetingKey
      ? []
      : [{ ...place, meetingKey, firstMeetingKey, createdAt: clock.now() }]
  })
  if (rows.length === 0) return []
  const tied = await tx
    .insertInto('calendarSeriesSplits')
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning('meetingKey')
    .execute()
  return tied.map(({ meetingKey }) => meetingKey)
}
