// calendarView/delta: what changed since the last round. A pure answer to one request.
// https://learn.microsoft.com/graph/delta-query-events
import type { Agenda } from '../calendars/agenda.ts'
import { unseal } from '../calendars/query.ts'
import type { Appointment, OwnCalendar, Person } from '../calendars/types.ts'
import { badRequest, type Problem, syncStateNotFound } from './errors.ts'
import { graphEvent, graphId, isGone, seriesMaster, thinEvent } from './event.ts'
import { token } from './paging.ts'

/** Travels inside the links: the window never rolls, and a round ends where it began. */
type State = {
  of: string
  start: number
  end: number
  since: number
  upTo: number
  after: string
  epoch: number
}
export type DeltaRules = {
  epoch: number
  pageSize: number
  emptyPages: boolean
  /** Each page begins with what the last one ended with. */
  repeats: boolean
  /** Real time that an answer takes: only then can two be under way at once. */
  slowMs: number
}
type Round = { value: object[]; next: { $skiptoken: string } | { $deltatoken: string } }

/** One meeting, or one whole series: a series is never split over pages. */
type Group = { key: string; items: object[] }

export function deltaRound(
  agenda: Agenda,
  person: Person,
  calendar: OwnCalendar,
  query: Record<string, string>,
  asked: { pageSize: number; zone: string },
  rules: DeltaRules,
): Problem | Round {
  const state = readState(agenda, `${person.email}/${calendar.id}`, query, rules.epoch)
  if ('status' in state) return state
  const all = agenda.of(person.email, calendar.id)
  const groups = groupsOf(all, person, state, asked.zone).sort((a, b) => (a.key < b.key ? -1 : 1))
  const left = groups.filter(({ key }) => key > state.after)
  const size = rules.emptyPages && state.after === '' ? 0 : Math.min(asked.pageSize, rules.pageSize)
  const page = left.slice(0, size)
  const again = rules.repeats ? groups.filter(({ key }) => key === state.after) : []
  if (page.length < left.length || (size === 0 && state.after === ''))
    return round([...again, ...page], { $skiptoken: token({ ...state, after: page.at(-1)?.key ?? ' ' }) })
  return round([...again, ...page], {
    $deltatoken: token({ ...state, since: state.upTo, upTo: 0, after: '' }),
  })
}

const round = (page: Group[], next: Round['next']): Round => ({
  value: page.flatMap(({ items }) => items),
  next,
})

function readState(
  agenda: Agenda,
  of: string,
  query: Record<string, string>,
  epoch: number,
): State | Problem {
  const given = query.$skiptoken ?? query.$deltatoken
  if (given !== undefined) {
    const state = unseal<State>(given)
    if (state?.of !== of) return badRequest('Badly formed token.', 'ErrorInvalidUrlQuery')
    if (state.epoch !== epoch) return syncStateNotFound
    return query.$deltatoken === undefined ? state : { ...state, upTo: agenda.changes() }
  }
  const other = Object.keys(query).find((name) => !/^(start|end)datetime$/i.test(name))
  if (other) return badRequest(`The query parameter '${other}' is not supported with change tracking.`)
  const window = readWindow(query)
  if (!window)
    return badRequest(
      'This request requires a time window specified by the query string parameters StartDateTime and EndDateTime.',
      'ErrorInvalidParameter',
    )
  return { of, ...window, since: 0, upTo: agenda.changes(), after: '', epoch }
}

/** Without an offset the times are UTC. */
export function readWindow(query: Record<string, string>): { start: number; end: number } | null {
  const read = (wanted: string) => {
    const text = Object.entries(query).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''
    return Date.parse(/(Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`)
  }
  const [start, end] = [read('startdatetime'), read('enddatetime')]
  return start < end ? { start, end } : null
}

function groupsOf(all: Appointment[], person: Person, state: State, zone: string): Group[] {
  const changed = all.filter((one) => one.change > state.since)
  const first = state.since === 0
  const inside = (one: Appointment) =>
    !isGone(one, person.email) && one.end > state.start && one.start < state.end
  const singles = changed
    .filter((one) => !one.series && (inside(one) || !first))
    .map((one) => ({
      key: graphId(one.id, person.email),
      items: [inside(one) ? full(graphEvent(one, person, zone)) : removed(graphId(one.id, person.email))],
    }))
  const touched = new Set(changed.flatMap(({ series }) => (series ? [series.id] : [])))
  const series = [...touched].map((id) => seriesGroup(id, all, inside, person, zone))
  return [...singles, ...series.filter(({ items }) => items.length && (!first || items.length > 1))]
}

/** The master and all that is left of it: an occurrence that went away leaves no trace but its absence. */
function seriesGroup(
  id: string,
  all: Appointment[],
  inside: (one: Appointment) => boolean,
  person: Person,
  zone: string,
): Group {
  const key = graphId(id, person.email)
  const whole = all.filter(({ series }) => series?.id === id).sort((a, b) => a.start - b.start)
  const [first] = whole.filter((one) => !isGone(one, person.email))
  if (!first) return { key, items: [removed(key)] }
  const occurrences = whole
    .filter(inside)
    .map((one) =>
      full(one.series?.exception ? graphEvent(one, person, zone) : thinEvent(one, person.email, zone)),
    )
  return { key, items: [full(seriesMaster(first, person, zone)), ...occurrences] }
}

const full = (event: object) => ({ '@odata.type': '#microsoft.graph.event', ...event })
const removed = (id: string) => ({
  '@odata.type': '#microsoft.graph.event',
  id,
  '@removed': { reason: 'deleted' },
})
