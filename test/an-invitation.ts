/** A meeting as it stands in somebody's calendar: their copy of the event, and the occurrence that it belongs to. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

type Invitation = {
  organizationId: string
  userId: string
  sessionId: string
  start: DateTime
  description?: string | null
  seriesId?: string | null
}

export async function anInvitation(tx: OrganizationTx, given: Invitation): Promise<void> {
  const { organizationId, userId, sessionId, start, description = null, seriesId = null } = given
  const whose = { organizationId, userId }
  const [connection, calendar, event, occurrence] = [newId(), newId(), newId(), newId()]
  const times = { startTime: start, endTime: start.plus({ hours: 1 }) }
  await tx
    .insertInto('calendarConnections')
    .values({
      ...{ ...whose, id: connection, provider: 'google_calendar' },
      ...{ providerAccountId: connection, email: `${connection}@acme.test` },
    })
    .execute()
  await tx
    .insertInto('calendars')
    .values({
      ...{ ...whose, id: calendar, calendarConnectionId: connection },
      ...{ providerCalendarId: 'p', name: 'Mine' },
    })
    .execute()
  await tx
    .insertInto('calendarEvents')
    .values({
      ...{ ...whose, ...times, id: event, calendarId: calendar },
      ...{ externalEventId: event, description, seriesId },
    })
    .execute()
  await tx
    .insertInto('meetingOccurrences')
    .values({ ...times, organizationId, id: occurrence, occurrenceKey: event, title: 'Weekly', sessionId })
    .execute()
  await tx
    .insertInto('calendarSightings')
    .values({
      ...{ ...whose, id: newId(), calendarEventId: event, occurrenceId: occurrence },
      ...{ wants: true, because: 'rules', decidedAt: start },
    })
    .execute()
}
