// From the agenda to what Recall keeps of a calendar: new and changed events of the window, and those that are gone.
import { randomUUID } from 'node:crypto'
import type { Agenda } from '../../calendars/agenda.ts'
import type { Appointment, Person } from '../../calendars/types.ts'
import { googleEvent, isGone as isGoneFromGoogle } from '../../google/event.ts'
import { graphEvent, graphId, isGone as isGoneFromOutlook } from '../../microsoft/event.ts'
import type { Collection } from '../../store.ts'
import type { SimCalendar, SimCalendarEvent } from './types.ts'

const DAY = 86_400_000
/** From a day ago to four weeks ahead; what once stood in it is followed wherever it goes. */
const window = (now: number) => ({ start: now - DAY, end: now + 28 * DAY })

type Taken = { calendar: SimCalendar; person: Person; agenda: Agenda; now: number }

/** Returns how many events are new, changed or gone. Whatever changed is stamped with `now`. */
export function takeOver(
  events: Collection<SimCalendarEvent>,
  { calendar, person, agenda, now }: Taken,
): number {
  const { start, end } = window(now)
  let changed = 0
  for (const one of agenda.of(person.email, 'primary')) {
    const key = `${calendar.id}/${one.id}`
    const known = events.get(key)
    if (known && known.change >= one.change) continue
    const isGone = goneFrom[calendar.platform](one, person.email)
    if (!known && (isGone || one.end <= start || one.start >= end)) continue
    if (known?.isDeleted && isGone) continue
    events.set(key, { ...(known ?? fresh(calendar, one, now)), ...shown(calendar, person, one, isGone, now) })
    changed++
  }
  return changed
}

const goneFrom = { google_calendar: isGoneFromGoogle, microsoft_outlook: isGoneFromOutlook }

const fresh = (calendar: SimCalendar, one: Appointment, now: number): SimCalendarEvent => ({
  id: randomUUID(),
  calendarId: calendar.id,
  appointmentId: one.id,
  change: 0,
  start: one.start,
  end: one.end,
  platformId: '',
  uid: one.uid,
  link: null,
  isDeleted: false,
  raw: {},
  createdAt: now,
  updatedAt: now,
})

function shown(
  { platform }: SimCalendar,
  person: Person,
  one: Appointment,
  isDeleted: boolean,
  now: number,
): Partial<SimCalendarEvent> {
  const isGoogle = platform === 'google_calendar'
  return {
    change: one.change,
    start: one.start,
    end: one.end,
    platformId: isGoogle ? one.id : graphId(one.id, person.email),
    uid: one.uid,
    link: one.link,
    isDeleted,
    raw: isGoogle ? googleEvent(one, person) : graphEvent(one, person, 'UTC'),
    updatedAt: now,
  }
}
