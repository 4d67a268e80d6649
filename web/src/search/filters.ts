/** What a search is narrowed down to: in the address, so that a search can be kept, sent and come back to. Pure. */

export type Filters = {
  q: string
  person: string
  from: string
  to: string
  platform: string
  series: string
  type: string
}

const NAMES = ['q', 'person', 'from', 'to', 'platform', 'series', 'type'] as const
const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))

/** From an address or a form; a day that is none is left out. */
export function filtersOf(given: URLSearchParams | FormData): Filters {
  const text = (name: string) => String(given.get(name) ?? '').trim()
  const day = (name: string) => (isDay(text(name)) ? text(name) : '')
  const [q, person, platform] = [text('q'), text('person'), text('platform')]
  return { q, person, from: day('from'), to: day('to'), platform, series: text('series'), type: text('type') }
}

/** For the address: only what is said. */
export const inAddress = (filters: Filters): Record<string, string> =>
  Object.fromEntries(NAMES.flatMap((name) => (filters[name] ? [[name, filters[name]]] : [])))

export const isNarrowed = ({ q: _, ...filters }: Filters) =>
  Object.values(filters).some((value) => value !== '')

/** As the API asks for it. Days are the viewer's own, and the last one counts whole. */
export function inQuery({ person, from, to, platform, series, type }: Filters) {
  return {
    ...(person && { person }),
    ...(platform && { platform }),
    ...(series && { series }),
    ...(type && { type }),
    ...(from && { from: startOf(from, 0) }),
    ...(to && { to: startOf(to, 1) }),
  }
}

function startOf(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + later).toISOString()
}
