/** The meetings of a series, by what the calendars of those who were invited say. */
import type { OrganizationTx } from '#db/db.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

/** This one among them; this one alone where it belongs to none, and none where the viewer may not see it. */
export async function sessionsOfSeries(
  tx: OrganizationTx,
  viewer: Viewer,
  sessionId: string,
): Promise<string[]> {
  const seen = await tx
    .selectFrom('sessions')
    .select('sessions.id')
    .where('sessions.id', '=', sessionId)
    .where(visibleTo(viewer))
    .executeTakeFirst()
  if (!seen) return []
  const rows = await tx
    .selectFrom('meetingOccurrences as this')
    .innerJoin('calendarSightings as copy', 'copy.occurrenceId', 'this.id')
    .innerJoin('calendarEvents as event', 'event.id', 'copy.calendarEventId')
    .innerJoin('calendarEvents as other', 'other.seriesId', 'event.seriesId')
    .innerJoin('calendarSightings as others', 'others.calendarEventId', 'other.id')
    .innerJoin('meetingOccurrences as that', 'that.id', 'others.occurrenceId')
    .select('that.sessionId')
    .distinct()
    .where('this.sessionId', '=', sessionId)
    .where('that.sessionId', 'is not', null)
    .execute()
  return [...new Set([sessionId, ...rows.flatMap(({ sessionId: id }) => id ?? [])])]
}
