// calendarView: everything that overlaps a time, series written out, in pages. A pure answer to one request.
// https://learn.microsoft.com/graph/api/calendar-list-calendarview
import type { Agenda } from '../calendars/agenda.ts'
import type { OwnCalendar, Person } from '../calendars/types.ts'
import { type DeltaRules, readWindow } from './delta.ts'
import { badRequest, type Problem } from './errors.ts'
import { graphEvent, isGone } from './event.ts'

type View = { value: object[]; next: Record<string, string> | null }

export function calendarView(
  agenda: Agenda,
  person: Person,
  calendar: OwnCalendar,
  query: Record<string, string>,
  zone: string,
  rules: DeltaRules,
): Problem | View {
  const window = readWindow(query)
  if (!window)
    return badRequest(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
      'ErrorInvalidParameter',
    )
  const top = Number(query.$top ?? 10)
  if (!(top >= 1 && top <= 1000))
    return badRequest('The query specified in the URI is not valid. $top must be between 1 and 1000.')
  const skip = Number(query.$skip ?? 0)
  const all = agenda
    .of(person.email, calendar.id)
    .filter((one) => !isGone(one, person.email) && one.end > window.start && one.start < window.end)
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  const size = Math.min(top, rules.pageSize)
  const page = all.slice(skip, skip + size)
  const rest = skip + page.length < all.length
  return {
    value: page.map((one) => select(graphEvent(one, person, zone), query.$select)),
    next: rest ? { ...query, $skip: String(skip + page.length) } : null,
  }
}

/** $select keeps the named properties; id and etag always come. */
export function select(event: Record<string, unknown>, names: string | undefined): Record<string, unknown> {
  if (!names) return event
  const wanted = new Set(['@odata.etag', 'id', ...names.split(',').map((name) => name.trim())])
  return Object.fromEntries(Object.entries(event).filter(([name]) => wanted.has(name)))
}
