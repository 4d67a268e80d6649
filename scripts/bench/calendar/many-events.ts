/**
 * Google, as far as its list of events, in a process of its own: as many as one likes in every calendar that is asked
 * for. The pages are written once; of each calendar only its owner and its ids are filled in, so that what is measured
 * is our reading and not this writing. Tells its parent where it listens, and ends with it.
 */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { DateTime } from 'luxon'

const DAYS = 28
const FIRST = DateTime.fromISO('2026-11-23T06:00:00Z', { zone: 'utc' })
/** What stands in the pages until somebody asks. */
const OWNER = '{owner}'
const ID = '{id}'

const pages = new Map<string, string>()
const eventsEach = Number(process.argv[2])

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://google.example')
  const owner = decodeURIComponent(/^\/calendar\/v3\/calendars\/([^/]+)\/events$/.exec(pathname)?.[1] ?? '')
  const size = Number(searchParams.get('maxResults'))
  const from = Number(searchParams.get('pageToken') ?? 0)
  const body = pageFrom(from, size)
    .replaceAll(OWNER, owner)
    .replaceAll(ID, owner.replaceAll(/[^a-v0-9]/g, ''))
  response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' }).end(body)
})
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port)) // it listens on TCP
process.once('disconnect', () => process.exit(0))

function pageFrom(from: number, size: number): string {
  const key = `${from} ${size}`
  const page = pages.get(key) ?? written(from, size)
  pages.set(key, page)
  return page
}

function written(from: number, size: number): string {
  const count = Math.min(size, eventsEach - from)
  const items = Array.from({ length: count }, (_, index) => item(from + index))
  const end = from + count
  const next = end < eventsEach ? { nextPageToken: String(end) } : { nextSyncToken: 'the end' }
  return JSON.stringify({ kind: 'calendar#events', items, ...next })
}

/** Every third meeting has a link somewhere, some are private, free, declined or last all day; most are parts of series. */
function item(n: number) {
  const minutes = (n * DAYS * 24 * 60) / 1_000
  const start = FIRST.plus({ minutes: Math.floor(minutes / 15) * 15 })
  const id = `e${ID}${n}`
  const series = n % 3 === 0 ? null : `s${n % 40}${ID}`
  const isAllDay = n % 50 === 0
  const time = (at: DateTime) =>
    isAllDay ? { date: at.toISODate() } : { dateTime: at.toISO(), timeZone: 'Europe/Vienna' }
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
    organizer: { email: n % 2 ? OWNER : 'host@partner.example', self: n % 2 === 1 },
    start: time(start),
    end: time(isAllDay ? start.plus({ days: 1 }) : start.plus({ minutes: 30 })),
    ...(series && { recurringEventId: series, originalStartTime: time(start) }),
    ...(n % 20 === 0 && { visibility: 'private' }),
    ...(n % 25 === 0 && { transparency: 'transparent' }),
    iCalUID: `${series ?? id}@google.com`,
    attendees: [
      { email: OWNER, self: true, responseStatus: n % 11 === 0 ? 'declined' : 'accepted' },
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
