/** Events that were decided and still stand in a calendar, of whichever organization, with their owner's address, their meeting and their owner's rules. */
import type { SystemTx } from '#db/db.ts'

export const sightedEvents = (tx: SystemTx) =>
  tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents', (join) =>
      join
        .onRef('calendarEvents.organizationId', '=', 'sighting.organizationId')
        .onRef('calendarEvents.id', '=', 'sighting.calendarEventId'),
    )
    .innerJoin('calendars', (join) =>
      join
        .onRef('calendars.organizationId', '=', 'calendarEvents.organizationId')
        .onRef('calendars.id', '=', 'calendarEvents.calendarId'),
    )
    .innerJoin('calendarConnections as connection', (join) =>
      join
        .onRef('connection.organizationId', '=', 'calendars.organizationId')
        .onRef('connection.id', '=', 'calendars.calendarConnectionId'),
    )
    .innerJoin('meetingOccurrences as occurrence', (join) =>
      join
        .onRef('occurrence.organizationId', '=', 'sighting.organizationId')
        .onRef('occurrence.id', '=', 'sighting.occurrenceId'),
    )
    .leftJoin('calendarPreferences as rules', (join) =>
      join
        .onRef('rules.organizationId', '=', 'sighting.organizationId')
        .onRef('rules.userId', '=', 'sighting.userId'),
    )
    .selectAll('calendarEvents')
    .select('connection.email as ownerEmail')
    .where('calendarEvents.deletedAt', 'is', null)
