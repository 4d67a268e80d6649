/** Ids of events that were decided and still stand in a calendar, of whichever organization; by their meeting and their owner's rules. */
import type { SystemTx } from '#db/db.ts'

export const sightedEvents = (tx: SystemTx) =>
  tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents', (join) =>
      join
        .onRef('calendarEvents.organizationId', '=', 'sighting.organizationId')
        .onRef('calendarEvents.id', '=', 'sighting.calendarEventId'),
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
    .select(['calendarEvents.organizationId', 'calendarEvents.id'])
    .where('calendarEvents.deletedAt', 'is', null)
