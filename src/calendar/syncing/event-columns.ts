/** A provider's event as a row of ours. */
import { findMeetingLink } from '#calendar/links/find-meeting-link.ts'
import type { ProviderEvent } from '#calendar/providers/provider.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'

/** Everything that the provider says. */
export const THEIRS = {
  icalUid: 'text',
  seriesId: 'text',
  originalStart: 'timestamptz',
  title: 'text',
  description: 'text',
  location: 'text',
  startTime: 'timestamptz',
  endTime: 'timestamptz',
  isAllDay: 'boolean',
  isCancelled: 'boolean',
  isOrganizer: 'boolean',
  isPrivate: 'boolean',
  isFree: 'boolean',
  isTentative: 'boolean',
  isOptional: 'boolean',
  isAttendeesOmitted: 'boolean',
  isGuestListHidden: 'boolean',
  trouble: 'text',
  eventType: 'text',
  responseStatus: 'text',
  organizerEmail: 'text',
  attendees: 'jsonb',
  meetingUrl: 'text',
  meetingPlatform: 'text',
  roomKey: 'text',
  linkReason: 'text',
  alternateUrl: 'text',
  etag: 'text',
  providerUpdatedAt: 'timestamptz',
  deletedAt: 'timestamptz',
  updatedAt: 'timestamptz',
} as const

/** With what we say: whose row it is, and since when. */
export const ALL = {
  organizationId: 'uuid',
  id: 'uuid',
  calendarId: 'uuid',
  userId: 'uuid',
  externalEventId: 'text',
  ...THEIRS,
  createdAt: 'timestamptz',
} as const

type Theirs = Omit<Pick<EventRow, keyof typeof THEIRS>, 'deletedAt' | 'updatedAt'>

export function theirsOf(event: ProviderEvent): Theirs {
  const link = findMeetingLink(event.link)
  return {
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
    isTentative: event.isTentative,
    isOptional: event.isOptional,
    isAttendeesOmitted: event.isAttendeesOmitted,
    isGuestListHidden: event.isGuestListHidden,
    trouble: null,
    eventType: event.eventType,
    responseStatus: event.responseStatus,
    organizerEmail: event.organizerEmail,
    attendees: event.attendees,
    meetingUrl: link.isJoinable ? link.url : null,
    meetingPlatform: link.platform ?? null,
    roomKey: link.isJoinable ? link.roomKey : null,
    linkReason: link.isJoinable ? null : link.reason,
    alternateUrl: link.isJoinable
      ? (link.alternates.find(({ isJoinable }) => isJoinable)?.url ?? null)
      : null,
    etag: event.etag,
    providerUpdatedAt: event.updatedAt,
  }
}
