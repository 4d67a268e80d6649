// events.list: pages, windows and sync tokens. A pure answer to one request.
// https://developers.google.com/workspace/calendar/api/guides/sync
import type { Agenda } from '../calendars/agenda.ts'
import { seal, unseal } from '../calendars/query.ts'
import type { Appointment, OwnCalendar, Person } from '../calendars/types.ts'
import { fullSync, invalid, type Problem } from './errors.ts'
import { googleEvent, isGone } from './event.ts'

type SyncToken = { since: number; epoch: number; of: string; single: boolean }
type PageToken = { after: string; upTo: number; of: string; asked: string }
export type ListRules = {
  /** Sync tokens from an earlier epoch have run out. */
  epoch: number
  /** The most that a page holds, whatever was asked for. */
  pageSize: number
  /** Put an empty page before the first one. */
  emptyPages: boolean
  /** Deleted occurrences without a word about their series. */
  hasBareStubs: boolean
}

const NOT_WITH_SYNC_TOKEN = [
  'iCalUID',
  'orderBy',
  'privateExtendedProperty',
  'q',
  'sharedExtendedProperty',
  'timeMin',
  'timeMax',
  'updatedMin',
]

export function listEvents(
  agenda: Agenda,
  person: Person,
  calendar: OwnCalendar,
  query: Record<string, string>,
  rules: ListRules,
): Problem | Record<string, unknown> {
  const of = `${person.email}/${calendar.id}`
  const sync = readSyncToken(query, of, rules.epoch)
  if (sync && 'status' in sync) return sync
  const page = query.pageToken === undefined ? null : unseal<PageToken>(query.pageToken)
  if (query.pageToken !== undefined && (page?.of !== of || page.asked !== asked(query)))
    return invalid('Invalid Value', 'invalid', 'pageToken')
  const window = readWindow(query)
  if (!window) return invalid('Bad Request', 'badRequest', 'timeMin')

  const all = agenda.of(person.email, calendar.id).filter((one) => wanted(one, person, query, window, sync))
  if (query.orderBy === 'startTime') all.sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
  else all.sort((a, b) => (a.id < b.id ? -1 : 1))
  const upTo = page?.upTo ?? agenda.changes()
  const empty = rules.emptyPages && !page
  const size = empty ? 0 : Math.min(Number(query.maxResults) || 250, 2500, rules.pageSize)
  const from = page?.after ? all.findIndex((one) => one.id === page.after) + 1 : 0
  const items = all.slice(from, from + size)
  const more = from + items.length < all.length || (empty && !page)
  const next = seal({ after: items.at(-1)?.id ?? page?.after ?? '', upTo, of, asked: asked(query) })

  return {
    kind: 'calendar#events',
    etag: `"p33${upTo.toString(36)}"`,
    summary: calendar.id === 'primary' ? person.email : calendar.name,
    description: '',
    updated: new Date(Math.max(0, ...all.map((one) => one.updatedAt))).toISOString(),
    timeZone: person.zone,
    accessRole: calendar.role,
    defaultReminders: [{ method: 'popup', minutes: 10 }],
    ...(more
      ? { nextPageToken: next }
      : {
          nextSyncToken: seal({ since: upTo, epoch: rules.epoch, of, single: query.singleEvents === 'true' }),
        }),
    items: items.map((one) => itemOf(one, person, calendar, rules)),
  }
}

/** Whoever sees no more than when somebody is busy sees no more of an event either. */
function itemOf(one: Appointment, person: Person, { role }: OwnCalendar, { hasBareStubs }: ListRules) {
  const event = googleEvent(one, person)
  if (event.status === 'cancelled')
    return hasBareStubs ? { id: event.id, status: event.status, etag: event.etag } : event
  if (role !== 'freeBusyReader' || !('start' in event)) return event
  const { kind, etag, id, status, start, end, iCalUID, sequence, created, updated } = event
  return {
    ...{ kind, etag, id, status, start, end, iCalUID, sequence, created, updated },
    visibility: 'private',
  }
}

function readSyncToken(query: Record<string, string>, of: string, epoch: number): SyncToken | Problem | null {
  if (query.syncToken === undefined) return null
  if (query.orderBy) return invalid('Sync token cannot be used with a non-default ordering.')
  const forbidden = NOT_WITH_SYNC_TOKEN.some((name) => query[name] !== undefined)
  if (forbidden || query.showDeleted === 'false')
    return invalid('Sync token cannot be used with other request restrictions.')
  const token = unseal<SyncToken>(query.syncToken)
  if (token?.of !== of) return invalid('Invalid sync token value.', 'invalid', 'syncToken')
  if (token.epoch !== epoch) return fullSync
  if (token.single !== (query.singleEvents === 'true'))
    return invalid('Sync token cannot be used with other request restrictions.')
  return token
}

type Window = { min: number; max: number }

function readWindow({ timeMin, timeMax }: Record<string, string>): Window | null {
  const min = timeMin === undefined ? Number.NEGATIVE_INFINITY : Date.parse(timeMin)
  const max = timeMax === undefined ? Number.POSITIVE_INFINITY : Date.parse(timeMax)
  const hasOffset = [timeMin, timeMax].every((time) => time === undefined || /(Z|[+-]\d\d:\d\d)$/i.test(time))
  return hasOffset && min < max ? { min, max } : null
}

/** With a sync token: whatever changed, also what left the window. Otherwise what overlaps the window. */
function wanted(
  one: Appointment,
  person: Person,
  query: Record<string, string>,
  { min, max }: Window,
  sync: SyncToken | null,
): boolean {
  if (sync) return one.change > sync.since
  if (query.iCalUID && one.uid !== query.iCalUID) return false
  if (isGone(one, person.email) && query.showDeleted !== 'true') return false
  return one.end > min && one.start < max
}

/** The other parameters must stay the same from page to page. */
function asked({ pageToken: _token, ...query }: Record<string, string>): string {
  return Object.entries(query)
    .filter(([name]) => !['maxResults', 'fields', 'prettyPrint', 'alt'].includes(name))
    .sort()
    .map((pair) => pair.join('='))
    .join('&')
}
