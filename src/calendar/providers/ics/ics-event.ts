/** An entry of a calendar file as we understand it. */
import { createHash } from 'node:crypto'
import type ICAL from 'ical.js'
import type { DateTime } from 'luxon'
import type { LinkSource } from '#calendar/links/find-meeting-link.ts'
import { clean, LONGEST_TEXT, lowerCase } from '#calendar/providers/clean-text.ts'
import type { ProviderEvent } from '#calendar/providers/provider.ts'
import type { Participant } from '#db/json.ts'

type When = {
  uid: string
  id: string
  start: DateTime
  end: DateTime
  originalStart: DateTime | null
  isAllDay: boolean
  ownerEmail: string | null
}

export function eventOf(entry: ICAL.Component, when: When): ProviderEvent {
  const { uid, id, start, end, originalStart, isAllDay, ownerEmail } = when
  const text = (name: string) => String(entry.getFirstPropertyValue(name) ?? '')
  const organizerEmail = addressOf(text('organizer'))
  const attendees = peopleOf(entry, organizerEmail)
  const isOrganizer = ownerEmail !== null && organizerEmail === ownerEmail
  const status = text('status').toUpperCase()
  const visibility = text('class').toUpperCase()
  const event = {
    id,
    icalUid: clean(uid, 1_000),
    seriesId: originalStart ? uid : null,
    originalStart,
    title: clean(text('summary'), 500) ?? '',
    description: clean(text('description'), LONGEST_TEXT),
    location: clean(text('location'), 2_000),
    ...{ start, end, isAllDay, isOrganizer, organizerEmail, attendees },
    isCancelled: status === 'CANCELLED',
    isPrivate: visibility === 'PRIVATE' || visibility === 'CONFIDENTIAL',
    isFree: text('transp').toUpperCase() === 'TRANSPARENT',
    isTentative: status === 'TENTATIVE',
    isOptional: false,
    isAttendeesOmitted: false,
    isGuestListHidden: false,
    eventType: 'default',
    responseStatus: isOrganizer ? ('accepted' as const) : responseOf(attendees, ownerEmail),
    link: { sources: linkSources(entry), isPending: false },
    updatedAt: null, // files are written anew by their servers: the newest one counts
  }
  return { ...event, etag: createHash('sha256').update(JSON.stringify(event)).digest('base64url') }
}

const addressOf = (value: string) => lowerCase(value.replace(/^mailto:/i, ''))

const responses: Record<string, Participant['response']> = {
  ACCEPTED: 'accepted',
  TENTATIVE: 'tentative',
  DECLINED: 'declined',
}

const peopleOf = (entry: ICAL.Component, organizerEmail: string | null): Participant[] =>
  entry.getAllProperties('attendee').flatMap((attendee) => {
    const email = addressOf(String(attendee.getFirstValue() ?? ''))
    const parameter = (name: string) => String(attendee.getParameter(name) ?? '')
    if (!email || ['ROOM', 'RESOURCE'].includes(parameter('cutype').toUpperCase())) return []
    const isOrganizer = email === organizerEmail
    const response = responses[parameter('partstat').toUpperCase()] ?? 'needs_action'
    return [{ email, name: clean(parameter('cn'), 200), response, isOrganizer }]
  })

const responseOf = (attendees: readonly Participant[], ownerEmail: string | null) =>
  attendees.find(({ email }) => email === ownerEmail)?.response ?? 'needs_action'

/** Fields of their own for the link, as Google, Microsoft and RFC 7986 write them, come first. */
function linkSources(entry: ICAL.Component): LinkSource[] {
  const all = (name: string) => entry.getAllProperties(name).map((one) => String(one.getFirstValue() ?? ''))
  const conference = ['conference', 'x-google-conference', 'x-microsoft-skypeteamsmeetingurl', 'url'].flatMap(
    all,
  )
  const sources: LinkSource[] = [
    ...conference.map((text) => ({ where: 'conference' as const, text })),
    ...all('location').map((text) => ({ where: 'location' as const, text })),
    ...['x-alt-desc', 'description'].flatMap(all).map((text) => ({ where: 'body' as const, text })),
    ...all('summary').map((text) => ({ where: 'title' as const, text })),
  ]
  return sources.filter(({ text }) => text !== '')
}
