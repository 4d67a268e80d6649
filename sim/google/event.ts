// An appointment the way Google Calendar shows it to one person.
// https://developers.google.com/workspace/calendar/api/v3/reference/events
import { DateTime } from 'luxon'
import type { Appointment, Guest, Person } from '../calendars/types.ts'
import { hash } from '../calendars/uid.ts'

/** Whether it stands in this person's calendar no longer. An event that was called off leaves every Google calendar. */
export function isGone(one: Appointment, email: string): boolean {
  if (one.state !== 'planned') return true
  const mine =
    one.organizer.email === email ? one.organizer : one.guests.find((guest) => guest.email === email)
  return !mine?.here
}

export function googleEvent(one: Appointment, person: Person) {
  if (isGone(one, person.email)) return goneEvent(one)
  return {
    kind: 'calendar#event',
    etag: etag(one),
    id: one.id,
    status: 'confirmed',
    htmlLink: `https://www.google.com/calendar/event?eid=${Buffer.from(`${one.id} ${person.email}`).toString('base64url')}`,
    created: new Date(one.createdAt).toISOString(),
    updated: new Date(one.updatedAt).toISOString(),
    summary: one.title,
    ...(one.description && { description: one.description }),
    ...whereToMeet(one),
    creator: who(one.organizer, person),
    organizer: who(one.organizer, person),
    start: when(one, one.start),
    end: when(one, one.end),
    ...occurrence(one),
    ...(one.showAs === 'free' && { transparency: 'transparent' }),
    ...(one.private && { visibility: 'private' }),
    iCalUID: one.uid,
    sequence: one.sequence,
    ...(one.guests.length > 0 && { attendees: attendees(one, person) }),
    ...(one.omitsGuests && { attendeesOmitted: true }),
    reminders: { useDefault: true },
    eventType: one.showAs === 'oof' ? 'outOfOffice' : 'default',
    ...(one.showAs === 'oof' && {
      outOfOfficeProperties: { autoDeclineMode: 'declineOnlyNewConflictingInvitations' },
    }),
  }
}

/** All that Google promises of a deleted event: its id and its status; of an occurrence also where it stood. */
function goneEvent(one: Appointment) {
  const stub = { kind: 'calendar#event', etag: etag(one), id: one.id, status: 'cancelled' }
  return one.series ? { ...stub, ...occurrence(one) } : stub
}

const etag = (one: Appointment) => `"${one.updatedAt * 1000 + one.change}"`

function occurrence(one: Appointment) {
  if (!one.series) return {}
  return { recurringEventId: one.series.id, originalStartTime: when(one, one.series.originalStart) }
}

function when({ allDay, zone }: Appointment, ms: number) {
  if (allDay) return { date: new Date(ms).toISOString().slice(0, 10) }
  const dateTime = DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true })
  return { dateTime: dateTime ?? new Date(ms).toISOString(), timeZone: zone }
}

const who = ({ email, name }: { email: string; name: string }, person: Person) => ({
  email,
  displayName: name,
  ...(email === person.email && { self: true }),
})

function attendees({ organizer, guests: all, omitsGuests }: Appointment, person: Person) {
  const guests = omitsGuests ? all.filter(({ email }) => email === person.email) : all
  const host = { ...who(organizer, person), organizer: true, responseStatus: 'accepted' }
  const guest = (one: Guest) => ({
    ...who(one, person),
    ...(one.optional && { optional: true }),
    responseStatus: one.reply,
  })
  return [host, ...guests.map(guest)]
}

/** Meet has fields of its own, Zoom comes through its add-on, anything else is words in the location. */
function whereToMeet({ link, location, id, isLinkPending }: Appointment) {
  const place = location && { location }
  if (isLinkPending) return { ...place, conferenceData: pending(id) }
  if (!link) return { ...place }
  const host = new URL(link).hostname
  if (host === 'meet.google.com') return { ...place, hangoutLink: link, conferenceData: meet(link, id) }
  if (host.endsWith('zoom.us')) return { location: location || link, conferenceData: zoom(link) }
  return { location: location ? `${location}; ${link}` : link }
}

/** A conference is made after the event: https://developers.google.com/workspace/calendar/api/guides/create-events */
const pending = (id: string) => ({
  createRequest: {
    requestId: hash('request', id).slice(0, 12),
    conferenceSolutionKey: { type: 'hangoutsMeet' },
    status: { statusCode: 'pending' },
  },
})

function meet(link: string, id: string) {
  const code = new URL(link).pathname.slice(1)
  return {
    entryPoints: [
      { entryPointType: 'video', uri: link, label: `meet.google.com/${code}` },
      {
        entryPointType: 'more',
        uri: `https://tel.meet/${code}?pin=${Number.parseInt(hash(id).slice(0, 10), 16)}`,
      },
    ],
    conferenceSolution: {
      key: { type: 'hangoutsMeet' },
      name: 'Google Meet',
      iconUri:
        'https://fonts.gstatic.com/s/i/productlogos/meet_2020q4/v6/web-512dp/logo_meet_2020q4_color_2x_web_512dp.png',
    },
    conferenceId: code,
  }
}

function zoom(link: string) {
  const { pathname, searchParams } = new URL(link)
  const conferenceId = pathname.split('/').at(-1) ?? ''
  const passcode = searchParams.get('pwd')
  return {
    entryPoints: [
      {
        entryPointType: 'video',
        uri: link,
        label: link.replace('https://', '').split('?')[0],
        meetingCode: conferenceId,
        ...(passcode && { passcode }),
      },
    ],
    conferenceSolution: { key: { type: 'addOn' }, name: 'Zoom Meeting' },
    conferenceId,
  }
}
