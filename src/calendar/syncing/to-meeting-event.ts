/** From a row of `calendar_events` to what a decision looks at. */
import type { Selectable } from 'kysely'
import type { DateTime } from 'luxon'
import { type MeetingLink, noLinkReasons, platforms, type Sighting } from '#calendar/deciding/types.ts'
import type { CalendarEvents } from '#db/tables.gen.ts'

export type EventRow = Selectable<CalendarEvents>
/**
 * A row with the address of the person in whose calendar it stands; `lostAt`: since when we may not read that
 * calendar any more; `missingSince`: since when the provider says that there is no such calendar.
 */
export type OwnedEvent = EventRow & {
  ownerEmail: string
  lostAt?: DateTime | null
  missingSince?: DateTime | null
}

export const toMeetingEvent = (row: OwnedEvent): Sighting => ({
  title: row.title,
  description: row.description,
  start: row.startTime,
  end: row.endTime,
  isAllDay: row.isAllDay,
  isCancelled: row.isCancelled || row.deletedAt !== null,
  isPrivate: row.isPrivate,
  isFree: row.isFree,
  eventType: row.eventType,
  responseStatus: row.responseStatus,
  organizerEmail: row.organizerEmail,
  attendees: row.attendees,
  link: linkOf(row),
  ownerEmail: row.ownerEmail,
  ...(row.isOrganizer && { isOrganizer: true }),
  isOptional: row.isOptional,
  isGuestListCut: row.isAttendeesOmitted,
  isGuestListHidden: row.isGuestListHidden,
  firstSeenAt: row.createdAt,
})

function linkOf({ meetingUrl, meetingPlatform, roomKey, linkReason }: EventRow): MeetingLink {
  const platform = platforms.find((name) => name === meetingPlatform)
  if (meetingUrl && platform && roomKey) return { isJoinable: true, platform, roomKey, url: meetingUrl }
  const reason = noLinkReasons.find((name) => name === linkReason) ?? 'no_link'
  return { isJoinable: false, reason, ...(meetingPlatform && { platform: meetingPlatform }) }
}
