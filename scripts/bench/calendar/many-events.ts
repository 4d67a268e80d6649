/** A provider with as many events as one likes: Google's own shape, page by page, through the reader that Google's answers go through. */
import { DateTime } from 'luxon'
import { fromGoogle } from '../../../src/calendar/providers/google-event.ts'
import type { CalendarProvider, ChangePage } from '../../../src/calendar/providers/provider.ts'

const PAGE_SIZE = 500
const DAYS = 28
const FIRST = DateTime.fromISO('2026-11-23T06:00:00Z', { zone: 'utc' })

/** Only reading works: nothing else is asked of it. */
export function manyEvents(eventsPerCalendar: number): CalendarProvider {
  const notHere = () => {
    throw new Error('This provider can only be read')
  }
  return {
    ...{ authorizeUrl: notHere, exchange: notHere, refresh: notHere, revoke: notHere },
    ...{ listCalendars: notHere, readEvent: notHere, watch: notHere, renew: notHere, unwatch: notHere },
    longestWatchMinutes: 0,
    async *readChanges({ calendarId }): AsyncGenerator<ChangePage> {
      for (let from = 0; from < eventsPerCalendar; from += PAGE_SIZE) {
        const size = Math.min(PAGE_SIZE, eventsPerCalendar - from)
        const body = JSON.stringify(
          Array.from({ length: size }, (_, index) => item(calendarId, from + index)),
        )
        const items: ReturnType<typeof item>[] = JSON.parse(body) // as it comes off the wire
        yield {
          events: items.flatMap((one) => fromGoogle(one) ?? []),
          ...{ removed: [], unreadable: [], isWholeWindow: true },
          ...(from + size >= eventsPerCalendar && { cursor: 'the end' }),
        }
      }
    },
  }
}

/** Every third meeting has a link somewhere, some are private, free, declined or last all day; most are parts of series. */
function item(calendarId: string, n: number) {
  const owner = calendarId
  const minutes = (n * DAYS * 24 * 60) / 1_000
  const start = FIRST.plus({ minutes: Math.floor(minutes / 15) * 15 })
  const id = `e${calendarId.replaceAll(/[^a-v0-9]/g, '')}${n}`
  const series = n % 3 === 0 ? null : `s${n % 40}${id.slice(0, 12)}`
  const isAllDay = n % 50 === 0
  const time = (at: DateTime) =>
    isAllDay ? { date: at.toISODate() ?? '' } : { dateTime: at.toISO() ?? '', timeZone: 'Europe/Vienna' }
  return {
    kind: 'calendar#event',
    etag: `"${n}"`,
    id: series ? `${series}_${n}` : id,
    status: 'confirmed',
    updated: '2026-11-20T10:00:00.000Z',
    summary: `${n % 7 === 0 ? 'Interview' : 'Weekly planning'} ${n}`,
    description: n % 5 === 0 ? body(n) : '<p>Agenda</p><ul><li>Figures</li><li>Next steps</li></ul>',
    location: n % 9 === 0 ? 'Room 4, second floor' : '',
    ...(n % 4 === 0 && { hangoutLink: `https://meet.google.com/abc-defg-${letters(n)}` }),
    organizer: { email: n % 2 ? owner : 'host@partner.example', self: n % 2 === 1 },
    start: time(start),
    end: time(isAllDay ? start.plus({ days: 1 }) : start.plus({ minutes: 30 })),
    ...(series && { recurringEventId: series, originalStartTime: time(start) }),
    ...(n % 20 === 0 && { visibility: 'private' }),
    ...(n % 25 === 0 && { transparency: 'transparent' }),
    iCalUID: `${series ?? id}@google.com`,
    attendees: [
      { email: owner, self: true, responseStatus: n % 11 === 0 ? 'declined' : 'accepted' },
      { email: 'host@partner.example', responseStatus: 'accepted', organizer: n % 2 === 0 },
      { email: `guest${n % 30}@northwind.example`, responseStatus: 'needsAction' },
    ],
    eventType: 'default',
  }
}

const body = (n: number) =>
  `<p>Hi all,</p><p>Join Zoom Meeting<br><a href="https://us02web.zoom.us/j/8551234${1000 + (n % 9000)}?pwd=Zk1abc">https://us02web.zoom.us/j/8551234${1000 + (n % 9000)}</a></p><p>Find your local number: <a href="https://us02web.zoom.us/u/kabc">here</a></p>`

const letters = (n: number) =>
  [n % 26, (n >> 3) % 26, (n >> 6) % 26].map((one) => String.fromCharCode(97 + one)).join('')
