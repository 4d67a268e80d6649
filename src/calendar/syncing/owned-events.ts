/** Loading events together with the address of the person in whose calendar they stand. */
import type { DateTime } from 'luxon'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

const owned = (tx: OrganizationTx) =>
  tx
    .selectFrom('calendarEvents')
    .innerJoin('calendars', 'calendars.id', 'calendarEvents.calendarId')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .selectAll('calendarEvents')
    .select('connection.email as ownerEmail')

/** This person's events that are not over and still in their calendar, soonest first. */
export const comingEvents = (
  tx: OrganizationTx,
  { userId, now, until }: { userId: string; now: DateTime; until: DateTime | null },
): Promise<OwnedEvent[]> =>
  owned(tx)
    .where('calendarEvents.userId', '=', userId)
    .where('calendarEvents.deletedAt', 'is', null)
    .where('calendarEvents.endTime', '>', now)
    .where('connection.status', '!=', 'disconnected')
    .$if(until !== null, (query) => query.where('calendarEvents.startTime', '<', until))
    .orderBy('calendarEvents.startTime')
    .orderBy('calendarEvents.id')
    .limit(MOST_EVENTS)
    .execute()

/** More than anybody's four weeks. */
const MOST_EVENTS = 2_000

/** One event of this person's, also when it is over. */
export const ownedEvent = (
  tx: OrganizationTx,
  { userId, eventId }: { userId: string; eventId: string },
): Promise<OwnedEvent | undefined> =>
  owned(tx)
    .where('calendarEvents.id', '=', eventId)
    .where('calendarEvents.userId', '=', userId)
    .where('calendarEvents.deletedAt', 'is', null)
    .executeTakeFirst()
