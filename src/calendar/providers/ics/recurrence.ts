/** When an entry takes place: once, or as its rule, its extra dates and its exceptions say. */
import ICAL from 'ical.js'
import type { DateTime } from 'luxon'
import { whyNotFollowed } from '#calendar/providers/ics/rule-limits.ts'
import type { Zones } from '#calendar/providers/ics/zones.ts'
import type { Window } from '#calendar/providers/provider.ts'

export type Span = {
  entry: ICAL.Component
  start: DateTime
  end: DateTime
  /** null for one that is no part of a series. */
  originalStart: DateTime | null
  isAllDay: boolean
}
export type Spans = Span[]

/** A rule is followed for so many steps at most, and gives so many meetings at most within a window. */
const MAX_STEPS = 4_000
const MAX_MEETINGS = 500

/** Throws where the entry has no start, or its rule makes no sense. */
export function spansOf(
  master: ICAL.Component | undefined,
  exceptions: readonly ICAL.Component[],
  zones: Zones,
  window: Window,
): Spans {
  const moved = exceptions.map((entry) => {
    const originalStart = timeOf(entry, 'recurrence-id', zones)
    return { ...spanOf(entry, zones), originalStart }
  })
  if (!master) return moved
  const first = spanOf(master, zones)
  const isSeries = master.hasProperty('rrule') || master.hasProperty('rdate')
  if (!isSeries) return [{ ...first, originalStart: exceptions.length > 0 ? first.start : null }, ...moved]
  const replaced = new Set(moved.map(({ originalStart }) => originalStart?.toMillis()))
  const planned = startsOf(master, zones, window, first)
    .filter((start) => !replaced.has(start.toMillis()))
    .map((start) => ({ ...first, start, end: start.plus(first.end.diff(first.start)), originalStart: start }))
  return [...planned, ...moved]
}

function startsOf(
  master: ICAL.Component,
  zones: Zones,
  window: Window,
  first: Omit<Span, 'originalStart'>,
): DateTime[] {
  const rules = master.getAllProperties('rrule').map((rule) => rule.getFirstValue())
  const why = rules.map(whyNotFollowed).find((reason) => reason !== null)
  if (why) throw new Error(why)
  const tzid = tzidOf(master.getFirstProperty('dtstart'))
  const length = first.end.diff(first.start)
  const dtstart = nearTheWindow(master, rules, window, first.start)
  const iterator = new ICAL.RecurExpansion({ component: master, dtstart })
  const starts: DateTime[] = []
  for (let step = 0; step < MAX_STEPS && starts.length < MAX_MEETINGS; step++) {
    const next = iterator.next()
    if (!next) break
    const start = zones.instantOf(next, tzid)
    if (!start.isValid || start >= window.end) break
    if (start.plus(length) >= window.start) starts.push(start)
  }
  return starts
}

/** A rule that began years ago is taken up where it matters, in step with itself. */
function nearTheWindow(
  master: ICAL.Component,
  rules: readonly unknown[],
  window: Window,
  start: DateTime,
): ICAL.Time {
  const dtstart = master.getFirstPropertyValue('dtstart')
  if (!(dtstart instanceof ICAL.Time)) throw new Error('There is no dtstart')
  const [rule] = rules
  if (rules.length !== 1 || !(rule instanceof ICAL.Recur) || rule.count) return dtstart
  const days = { DAILY: 1, WEEKLY: 7 }[rule.freq as string] // any other one has few steps
  if (!days) return dtstart
  const stride = days * Math.max(1, rule.interval)
  const away = window.start.diff(start).as('days') - MARGIN_DAYS
  if (away < stride) return dtstart
  const near = dtstart.clone()
  near.adjust(Math.floor(away / stride) * stride, 0, 0, 0)
  return near
}

/** Longer than any meeting that still reaches into the window. */
const MARGIN_DAYS = 30

function spanOf(entry: ICAL.Component, zones: Zones): Omit<Span, 'originalStart'> {
  const start = timeOf(entry, 'dtstart', zones)
  const isAllDay = isDate(entry)
  const end = entry.hasProperty('dtend') ? timeOf(entry, 'dtend', zones) : endWithout(entry, start, isAllDay)
  return { entry, start, end, isAllDay }
}

/** RFC 5545: a day lasts a day; anything else without an end or a duration ends when it begins. */
function endWithout(entry: ICAL.Component, start: DateTime, isAllDay: boolean): DateTime {
  const duration = entry.getFirstPropertyValue('duration')
  if (duration instanceof ICAL.Duration) return start.plus({ seconds: duration.toSeconds() })
  return isAllDay ? start.plus({ days: 1 }) : start
}

function timeOf(entry: ICAL.Component, name: string, zones: Zones): DateTime {
  const property = entry.getFirstProperty(name)
  const time = property?.getFirstValue()
  if (!(time instanceof ICAL.Time)) throw new Error(`There is no ${name}`)
  const instant = zones.instantOf(time, tzidOf(property))
  if (!instant.isValid) throw new Error(`The ${name} is no time`)
  return instant
}

const isDate = (entry: ICAL.Component) => {
  const time = entry.getFirstPropertyValue('dtstart')
  return time instanceof ICAL.Time && time.isDate
}

/** "Z" for UTC, a name, or null for a time that floats. */
function tzidOf(property: ICAL.Property | null): string | null {
  const time = property?.getFirstValue()
  if (time instanceof ICAL.Time && time.zone === ICAL.Timezone.utcTimezone) return 'Z'
  const tzid = property?.getParameter('tzid')
  return typeof tzid === 'string' ? tzid : null
}
