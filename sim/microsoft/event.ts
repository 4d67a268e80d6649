// An appointment the way Graph shows it to one person. https://learn.microsoft.com/graph/api/resources/event
import { DateTime } from 'luxon'
import type { Appointment, Guest, Person, Reply } from '../calendars/types.ts'
import { hash, occurrenceUid } from '../calendars/uid.ts'

/** Whether it left this mailbox. Who calls a meeting off loses it; the guests keep theirs, marked as cancelled. */
export function isGone(one: Appointment, email: string): boolean {
  if (one.state === 'deleted') return true
  if (one.organizer.email === email) return one.state === 'cancelled' || !one.organizer.here
  return !one.guests.some((guest) => guest.email === email && guest.here)
}

/** Every mailbox has its own id for the same meeting; ids are case-sensitive. */
export function graphId(id: string, email: string): string {
  return `AAMkAD${Buffer.from(hash(email), 'hex').toString('base64url').slice(0, 30)}BGAAA${Buffer.from(hash(email, id), 'hex').toString('base64url')}AAA=`
}

export function graphEvent(one: Appointment, { email, zone: mailbox }: Person, zone: string) {
  const cancelled = one.state === 'cancelled'
  const isOrganizer = one.organizer.email === email
  const mine = one.guests.find((guest) => guest.email === email)
  const subject = cancelled ? `Canceled: ${one.title}` : one.title
  const content = bodyOf(one)
  return {
    ...thinEvent(one, email, zone),
    createdDateTime: exact(one.createdAt),
    lastModifiedDateTime: exact(one.updatedAt),
    changeKey: changeKey(one),
    categories: [],
    transactionId: null,
    originalStartTimeZone: WINDOWS_ZONES[mailbox] ?? mailbox,
    originalEndTimeZone: WINDOWS_ZONES[mailbox] ?? mailbox,
    iCalUId: one.series ? occurrenceUid(one.uid, new Date(one.series.originalStart)) : one.uid,
    uid: one.uid,
    reminderMinutesBeforeStart: 15,
    isReminderOn: true,
    hasAttachments: false,
    subject,
    bodyPreview: content.replaceAll(/<[^>]+>/g, '').slice(0, 255),
    importance: 'normal',
    sensitivity: one.private ? 'private' : 'normal',
    isAllDay: one.allDay,
    isCancelled: cancelled,
    isOrganizer,
    isDraft: false,
    responseRequested: true,
    seriesMasterId: one.series ? graphId(one.series.id, email) : null,
    occurrenceId: one.series ? occurrenceId(one, email) : null,
    ...(one.series && {
      originalStart: new Date(one.series.originalStart).toISOString().replace('.000', ''),
    }),
    showAs: cancelled ? 'free' : one.showAs,
    webLink: `https://outlook.office365.com/owa/?itemid=${encodeURIComponent(graphId(one.id, email))}&exvsurl=1&path=/calendar/item`,
    ...online(one),
    allowNewTimeProposals: true,
    hideAttendees: false,
    recurrence: null,
    responseStatus: {
      response: isOrganizer ? 'organizer' : GRAPH_REPLY[mine?.reply ?? 'needsAction'],
      time: isOrganizer ? '0001-01-01T00:00:00Z' : exact(one.updatedAt),
    },
    body: { contentType: 'html', content },
    attendees: one.guests.map((guest) => attendee(guest, one)),
    organizer: { emailAddress: { name: one.organizer.name, address: one.organizer.email } },
  }
}

/** All that a delta shows of an occurrence. */
export function thinEvent(one: Appointment, email: string, zone: string) {
  return {
    '@odata.etag': `W/"${changeKey(one)}"`,
    id: graphId(one.id, email),
    ...(one.series && { seriesMasterId: graphId(one.series.id, email) }),
    type: one.series ? (one.series.exception ? 'exception' : 'occurrence') : 'singleInstance',
    start: when(one.start, one.allDay ? 'UTC' : zone),
    end: when(one.end, one.allDay ? 'UTC' : zone),
  }
}

/** The series itself, dated at its first occurrence. */
export function seriesMaster(first: Appointment, person: Person, zone: string) {
  const id = first.series?.id ?? first.id
  return {
    ...graphEvent({ ...first, id, series: null }, person, zone),
    type: 'seriesMaster',
    recurrence: { pattern: { type: 'weekly', interval: 1 }, range: { type: 'noEnd' } },
  }
}

/** Exchange has its own names for zones; the common ones of ours. */
const WINDOWS_ZONES: Record<string, string> = {
  'Europe/Vienna': 'W. Europe Standard Time',
  'Europe/Berlin': 'W. Europe Standard Time',
  'Europe/London': 'GMT Standard Time',
  'America/New_York': 'Eastern Standard Time',
  'America/Los_Angeles': 'Pacific Standard Time',
}

const GRAPH_REPLY: Record<Reply, string> = {
  accepted: 'accepted',
  declined: 'declined',
  tentative: 'tentativelyAccepted',
  needsAction: 'notResponded',
}

/** Seven digits, and no word about the zone: that stands beside it. */
function when(ms: number, zone: string) {
  const time = DateTime.fromMillis(ms, { zone })
  return { dateTime: `${time.toFormat("yyyy-MM-dd'T'HH:mm:ss.SSS")}0000`, timeZone: zone }
}

const exact = (ms: number) => new Date(ms).toISOString().replace('Z', '0000Z')
const changeKey = (one: Appointment) =>
  `${Buffer.from(hash(one.id, one.change), 'hex').toString('base64').slice(0, 22)}==`

const occurrenceId = (one: Appointment, email: string) =>
  `OID.${graphId(one.series?.id ?? '', email)}.${DateTime.fromMillis(one.series?.originalStart ?? 0, { zone: one.zone }).toISODate()}`

const attendee = ({ email, name, reply, optional }: Guest, one: Appointment) => ({
  type: optional ? 'optional' : 'required',
  status: {
    response: reply === 'needsAction' ? 'none' : GRAPH_REPLY[reply],
    time: reply === 'needsAction' ? '0001-01-01T00:00:00Z' : exact(one.updatedAt),
  },
  emailAddress: { name, address: email },
})

/** Teams has a field of its own; every other link is words in the place and in the invitation. */
function online({ link, location }: Appointment) {
  const teams = link !== null && /(^|\.)teams\.(microsoft|live)\.com$/.test(new URL(link).hostname)
  const displayName = location || (teams ? 'Microsoft Teams Meeting' : (link ?? ''))
  return {
    isOnlineMeeting: teams,
    onlineMeetingProvider: teams ? 'teamsForBusiness' : 'unknown',
    onlineMeetingUrl: null,
    onlineMeeting: teams ? { joinUrl: link } : null,
    location: { displayName, locationType: 'default', uniqueId: displayName, uniqueIdType: 'private' },
    locations: displayName ? [{ displayName, locationType: 'default', uniqueIdType: 'unknown' }] : [],
  }
}

function bodyOf({ description, link }: Appointment): string {
  const href = link?.replaceAll('&', '&amp;')
  const join =
    link === null ? '' : `<div><a href="${href}">Click here to join the meeting</a><br>${href}</div>`
  const text = description && `<div>${description}</div>`
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"></head><body>${text}${join}</body></html>`
}
