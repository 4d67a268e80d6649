/** An event of Google's as we understand it. Text is not trusted: a broken field never stops a sync. */
import type { calendar_v3 } from '@googleapis/calendar'
import { DateTime } from 'luxon'
import type { LinkSource, LinkSources } from '#calendar/links/find-meeting-link.ts'
import { clean, LONGEST_TEXT, lowerCase } from '#calendar/providers/clean-text.ts'
import type { ProviderEvent } from '#calendar/providers/provider.ts'
import type { Participant } from '#db/json.ts'
import { quickInstant } from '#lib/quick-instant.ts'

/** null where the item has no times, so that nothing can be planned for it. */
export function fromGoogle(item: calendar_v3.Schema$Event): ProviderEvent | null {
  const start = instantOf(item.start)
  const end = item.endTimeUnspecified ? start : (instantOf(item.end) ?? start)
  if (!item.id || !start || !end) return null
  return {
    id: item.id,
    icalUid: clean(item.iCalUID, 1_000),
    seriesId: item.recurringEventId ?? null,
    originalStart: instantOf(item.originalStartTime),
    title: clean(item.summary, 500) ?? '',
    description: clean(item.description, LONGEST_TEXT),
    location: clean(item.location, 2_000),
    start,
    end,
    isAllDay: Boolean(item.start?.date),
    isCancelled: item.status === 'cancelled',
    isOrganizer: item.organizer?.self === true,
    isPrivate:
      item.visibility === 'private' || item.visibility === 'confidential' || item.privateCopy === true,
    isFree: item.transparency === 'transparent',
    isTentative: item.status === 'tentative',
    isOptional: item.attendees?.find(({ self }) => self)?.optional === true,
    isAttendeesOmitted: item.attendeesOmitted === true,
    isGuestListHidden: item.guestsCanSeeOtherGuests === false && item.organizer?.self !== true,
    eventType: item.eventType ?? 'default',
    responseStatus: ownResponse(item),
    organizerEmail: lowerCase(item.organizer?.email),
    attendees: peopleOf(item),
    link: linkSources(item),
    etag: item.etag ?? null,
    updatedAt: item.updated ? read(item.updated) : null,
  }
}

/** All-day dates become midnight UTC; `dateTime` carries its own offset, so the zone's name is not needed. */
function instantOf(time: calendar_v3.Schema$EventDateTime | undefined): DateTime | null {
  const text = time?.dateTime ?? time?.date
  const instant = text ? read(text) : null
  return instant?.isValid ? instant : null
}

const read = (text: string): DateTime => quickInstant(text) ?? DateTime.fromISO(text, { zone: 'utc' })

const responses: Record<string, Participant['response']> = {
  accepted: 'accepted',
  tentative: 'tentative',
  declined: 'declined',
}

/** An organizer without an entry of their own has accepted; somebody invited through a group has not answered. */
function ownResponse({ attendees, organizer }: calendar_v3.Schema$Event): Participant['response'] {
  const self = attendees?.find((attendee) => attendee.self)
  if (self) return responses[self.responseStatus ?? ''] ?? 'needs_action'
  return organizer?.self ? 'accepted' : 'needs_action'
}

const peopleOf = ({ attendees }: calendar_v3.Schema$Event): Participant[] =>
  (attendees ?? []).flatMap(({ email, displayName, responseStatus, organizer, resource }) => {
    const address = lowerCase(email)
    if (!address || resource || address.endsWith('@resource.calendar.google.com')) return [] // a room is no person
    return [
      {
        email: address,
        name: clean(displayName, 200),
        response: responses[responseStatus ?? ''] ?? 'needs_action',
        isOrganizer: organizer === true,
      },
    ]
  })

function linkSources({
  conferenceData,
  hangoutLink,
  location,
  description,
  summary,
}: calendar_v3.Schema$Event) {
  const made = conferenceData?.createRequest?.status?.statusCode
  const entries = made === 'failure' ? [] : (conferenceData?.entryPoints ?? [])
  const video = entries.filter(({ entryPointType }) => entryPointType === 'video')
  const rest = entries.filter(({ entryPointType }) => entryPointType === 'more')
  const sources: LinkSource[] = [
    ...video.map(({ uri }) => ({ where: 'conference' as const, text: uri ?? '' })),
    { where: 'conference', text: hangoutLink ?? '' },
    { where: 'location', text: location ?? '' },
    { where: 'body', text: description ?? '' },
    ...rest.map(({ uri }) => ({ where: 'body' as const, text: uri ?? '' })),
    { where: 'body', text: conferenceData?.notes ?? '' },
    { where: 'title', text: summary ?? '' },
  ]
  return {
    sources: sources.filter(({ text }) => text !== ''),
    isPending: made === 'pending',
    hasPhone: entries.some(({ entryPointType }) => entryPointType === 'phone'),
  } satisfies LinkSources
}
