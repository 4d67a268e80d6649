/** What a person's own calendar says about a meeting: the words of the invitation, and the series it belongs to. */
import type { OrganizationTx } from '#db/db.ts'

const MOST_CHARS = 20_000
const MOST_OF_SERIES = 200

export type Invitation = {
  /** As the calendar keeps it, often HTML; empty where the person has no such event, or nothing is written in it. */
  text: string
  /** Sessions of the same series in this person's calendar. */
  seriesSessionIds: string[]
}
type Whose = { userId: string; sessionId: string }

/** Only the person's own events are read: a colleague's invitation may say more than this person was told. */
export async function invitationOf(tx: OrganizationTx, whose: Whose): Promise<Invitation> {
  const event = await eventsOf(tx, whose.userId)
    .where('occurrence.sessionId', '=', whose.sessionId)
    .orderBy('event.updatedAt', 'desc')
    .orderBy('event.id')
    .executeTakeFirst()
  if (!event) return { text: '', seriesSessionIds: [] }
  const text = (event.description ?? '').slice(0, MOST_CHARS)
  return { text, seriesSessionIds: await sessionsOfSeries(tx, whose.userId, event) }
}

type Event = { calendarId: string; seriesId: string | null }

async function sessionsOfSeries(tx: OrganizationTx, userId: string, { calendarId, seriesId }: Event) {
  if (seriesId === null) return []
  const rows = await eventsOf(tx, userId)
    .where('event.calendarId', '=', calendarId)
    .where('event.seriesId', '=', seriesId)
    .where('occurrence.sessionId', 'is not', null)
    .orderBy('event.startTime', 'desc')
    .limit(MOST_OF_SERIES)
    .execute()
  return rows.flatMap(({ sessionId }) => sessionId ?? [])
}

const eventsOf = (tx: OrganizationTx, userId: string) =>
  tx
    .selectFrom('calendarEvents as event')
    .innerJoin('calendarSightings as sighting', 'sighting.calendarEventId', 'event.id')
    .innerJoin('meetingOccurrences as occurrence', 'occurrence.id', 'sighting.occurrenceId')
    .select(['event.calendarId', 'event.seriesId', 'event.description', 'occurrence.sessionId'])
    .where('event.userId', '=', userId)
