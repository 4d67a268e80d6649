// Fills the demo's calendars for the fortnight ahead, and lets one meeting start right away.
import { DateTime } from 'luxon'
import type { Appointment, Draft } from '../calendars/types.ts'
import { hash, idOf } from '../calendars/uid.ts'
import type { SimClock } from '../clock.ts'
import type { GoogleSim } from '../google/google.ts'
import { lengthOf, type Meetings } from '../meetings.ts'
import type { MicrosoftSim } from '../microsoft/microsoft.ts'
import type { Store } from '../store.ts'
import { WEEK } from './fortnight.ts'
import { addColleagues, INES, JONAS, MAYA } from './people.ts'
import { roomLink } from './room.ts'
import type { Row } from './row.ts'

type Needs = {
  google: GoogleSim
  microsoft: MicrosoftSim
  clock: SimClock
  store: Store
  meetings: Meetings
  /** Where the demo's people live. */
  zone?: string
}
export type Demo = {
  /**
   * A meeting of both colleagues that begins in so many seconds (45). Null when one was started within the last hour:
   * starting the stand-ins again and again does not fill the calendar.
   */
  startSoon(inSeconds?: number): Appointment | null
}

const DAYS_AHEAD = 14
const SOON_MS = 20 * 60_000 // nothing of the fortnight begins sooner than this after it is first written
const AGAIN_AFTER_MS = 3_600_000

/** Doing it again adds the days that came nearer, and changes nothing that is there already. */
export function rollDemo({ google, microsoft, clock, store, meetings, zone = homeZone() }: Needs): Demo {
  addColleagues(google, microsoft, zone)
  function roll() {
    const now = DateTime.fromMillis(clock.now(), { zone })
    for (const { owner, draft } of fortnightFrom(now.startOf('day'), meetings))
      if (draft.allDay || draft.start >= clock.now() + SOON_MS)
        (owner === MAYA ? google : microsoft).createEvent(owner, draft)
    clock.at(now.plus({ days: 1 }).startOf('day').toMillis() + SOON_MS, roll)
  }
  roll()

  const started = store.collection<number[]>('demo')
  return {
    startSoon(inSeconds = 45) {
      const before = started.get('started') ?? []
      if (clock.now() - (before.at(-1) ?? 0) < AGAIN_AFTER_MS) return null
      started.set('started', [...before, clock.now()])
      return google.createEvent(MAYA, meetingNow(meetings, before.length, clock.now() + inSeconds * 1000))
    },
  }
}

function fortnightFrom(today: DateTime, meetings: Meetings) {
  const days = Array.from({ length: DAYS_AHEAD + 1 }, (_, ahead) => today.plus({ days: ahead }))
  return days.flatMap((day) =>
    WEEK.flatMap((row, index) =>
      row.weekday === day.weekday
        ? [{ owner: row.owner, draft: draftFor(row, day, play(meetings, index + day.weekNumber)) }]
        : [],
    ),
  )
}

/** Vienna, unless this machine says where it is. */
function homeZone(): string {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone
  return ['UTC', 'Etc/UTC', 'GMT'].includes(here) ? 'Europe/Vienna' : here
}

/** The shipped scripts take turns. */
function play(meetings: Meetings, turn: number): string | undefined {
  const names = meetings.names()
  return names[turn % Math.max(1, names.length)]
}

function draftFor(row: Row, day: DateTime, script: string | undefined): Draft {
  const { key, owner: _owner, weekday: _weekday, from, minutes = 30, platform, weekly, ...rest } = row
  const date = day.toISODate() ?? ''
  const room = weekly ? key : `${key} ${date}`
  const link = platform ? roomLink(platform, room, script) : null
  const common = { ...rest, link, id: idOf('demo', key, date) }
  if (!from) {
    const start = Date.parse(`${date}T00:00:00Z`)
    return { ...common, allDay: true, start, end: start + 24 * 3_600_000 }
  }
  const [hour = 0, minute = 0] = from.split(':').map(Number)
  const regular = day.set({ hour, minute }).toMillis()
  const late = weekly && day.weekNumber % 2 === 0 ? weekly.evenWeeksLaterMinutes : 0
  const start = regular + late * 60_000
  const series = weekly && { id: idOf('demo series', key), originalStart: regular, rule: 'RRULE:FREQ=WEEKLY' }
  return { ...common, start, end: start + minutes * 60_000, ...(series && { series }) }
}

/** The shortest first: who watches for the first time sees the end soon. */
function meetingNow(meetings: Meetings, turn: number, start: number): Draft {
  const shortestFirst = meetings.names().sort((a, b) => minutesOf(meetings, a) - minutesOf(meetings, b))
  const name = shortestFirst[turn % Math.max(1, shortestFirst.length)]
  const script = name === undefined ? undefined : meetings.get(name)
  const minutes = Math.max(15, name ? minutesOf(meetings, name) : 0)
  const people = [JONAS, INES.email].map((email) => ({ email, reply: 'accepted' as const }))
  return {
    id: hash('demo now', start).slice(0, 26),
    title: script?.title ?? 'Team check-in',
    start,
    end: start + minutes * 60_000,
    link: roomLink('zoom', `now ${start}`, name, 'lobby:8'),
    people,
  }
}

/** Rounded up to five, as people book. */
const minutesOf = (meetings: Meetings, name: string) => {
  const script = meetings.get(name)
  return Math.ceil((script ? lengthOf(script) : 0) / 300) * 5
}
