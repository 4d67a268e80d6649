/** An invitation that is in no calendar, as it would stand in somebody's own. */
import type { DateTime } from 'luxon'
import type { ProviderEvent } from '#calendar/providers/provider.ts'
import { theirsOf } from '#calendar/syncing/event-columns.ts'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'

/** The answer of their own entry among the guests is theirs; whoever it says is the organizer has accepted. */
export function ownCopy(event: ProviderEvent, ownerEmail: string, now: DateTime): OwnedEvent {
  const own = event.attendees.find(({ email }) => email === ownerEmail)
  return {
    ...theirsOf(event),
    ...{ organizationId: '', id: '', calendarId: '', userId: '', externalEventId: event.id, ownerEmail },
    ...{ createdAt: now, updatedAt: now, deletedAt: null },
    responseStatus: own?.response ?? event.responseStatus,
    isOrganizer: event.isOrganizer || event.organizerEmail === ownerEmail,
  }
}
