// Google Calendar API v3: the calls of a program that reads calendars and watches them.
import express, { type Request, type Response, Router } from 'express'
import type { Agenda } from '../calendars/agenda.ts'
import { type Fault, type Faults, retryAfter } from '../calendars/faults.ts'
import type { Grants } from '../calendars/grants.ts'
import { bearer, words } from '../calendars/query.ts'
import type { OpenQuota } from '../calendars/quota.ts'
import type { OwnCalendar, Person } from '../calendars/types.ts'
import type { SimClock } from '../clock.ts'
import type { openChannels } from './channels.ts'
import { invalid, notFound, notSignedIn, overQuota, type Problem, refuse, scopeMissing } from './errors.ts'
import { googleEvent } from './event.ts'
import { type ListRules, listEvents } from './list-events.ts'

type Needs = {
  agenda: Agenda
  grants: Grants
  faults: Faults
  channels: ReturnType<typeof openChannels>
  rules: ListRules
  quota: OpenQuota
  clock: SimClock
}
type Answer = Problem | Record<string, unknown> | null
type Call = { req: Request; person: Person; query: Record<string, string> }

const SCOPE = 'https://www.googleapis.com/auth/'
const READ_EVENTS = ['calendar.events.readonly', 'calendar.readonly', 'calendar.events', 'calendar']
const READ_LIST = ['calendar.calendarlist.readonly', 'calendar.calendarlist', 'calendar.readonly', 'calendar']

export function calendarRoutes(needs: Needs): Router {
  const { agenda, channels } = needs
  const router = Router()
  router.use(express.json())

  const call = (scopes: string[], run: (call: Call) => Answer) => (req: Request, res: Response) => {
    const fault = needs.faults.meet(req.path)
    if (fault) return troubled(res, fault, needs.clock.now())
    const grant = needs.grants.byAccess(bearer(req))
    const person = grant && agenda.person(grant.email)
    if (!person) return refuse(res, notSignedIn)
    if (!scopes.some((scope) => grant.scopes.includes(SCOPE + scope))) return refuse(res, scopeMissing)
    const over = needs.quota.refuse(person.email)
    if (over) return refuse(res.set('retry-after', String(over.retryAfterSeconds)), overQuota)
    send(res, run({ req, person, query: words(req.query) }))
  }
  const inCalendar = (run: (call: Call & { calendar: OwnCalendar }) => Answer) =>
    call(READ_EVENTS, (one) => {
      const calendar = calendarOf(one.person, String(one.req.params.calendar))
      return calendar ? run({ ...one, calendar }) : notFound
    })

  router.get(
    '/users/me/calendarList',
    call(READ_LIST, ({ person, query }) => ({
      kind: 'calendar#calendarList',
      etag: '"p33list"',
      nextSyncToken: 'list-0',
      items: person.calendars
        .filter(({ role }) => query.minAccessRole === undefined || role !== 'freeBusyReader')
        .map((calendar) => listEntry(person, calendar)),
    })),
  )
  router.get(
    '/users/me/calendarList/:calendar',
    call(READ_LIST, ({ req, person }) => {
      const calendar = calendarOf(person, String(req.params.calendar))
      return calendar ? listEntry(person, calendar) : notFound
    }),
  )
  router.get(
    '/calendars/:calendar/events',
    inCalendar(({ person, calendar, query }) => listEvents(agenda, person, calendar, query, needs.rules)),
  )
  router.get(
    '/calendars/:calendar/events/:event',
    inCalendar(({ req, person, calendar }) => {
      const one = agenda.of(person.email, calendar.id).find(({ id }) => id === req.params.event)
      return one ? googleEvent(one, person) : master(agenda, person, calendar, String(req.params.event))
    }),
  )
  router.post(
    '/calendars/:calendar/events/watch',
    inCalendar(({ req, person, calendar }) =>
      calendar.role === 'owner'
        ? channels.watch(person, calendar.id, req.body ?? {})
        : invalid(
            'Push notifications are not supported by this resource.',
            'pushNotSupportedForRequestedResource',
          ),
    ),
  )
  router.post(
    '/channels/stop',
    call(READ_EVENTS, ({ req, person }) => (channels.stop(person.email, req.body ?? {}) ? null : notFound)),
  )
  return router
}

function send(res: Response, answer: Answer) {
  if (answer === null) return void res.status(204).end()
  if ('status' in answer && typeof answer.status === 'number') return refuse(res, answer as Problem) // only problems have a number there
  res.json(answer)
}

function troubled(res: Response, fault: Fault, now: number) {
  if (fault.retryAfterSeconds !== undefined) res.set(retryAfter(fault, now))
  const usual =
    fault.status === 401 ? 'authError' : fault.status >= 500 ? 'backendError' : 'rateLimitExceeded'
  refuse(res, { status: fault.status, reason: fault.reason ?? usual, message: fault.reason ?? usual })
}

const calendarOf = (person: Person, name: string) =>
  person.calendars.find(({ id }) => id === name || (id === 'primary' && name.toLowerCase() === person.email))

function listEntry(person: Person, { id, name, role }: OwnCalendar) {
  return {
    kind: 'calendar#calendarListEntry',
    etag: '"1790000000000000"',
    id: id === 'primary' ? person.email : id,
    summary: name,
    timeZone: person.zone,
    colorId: '14',
    backgroundColor: '#9fe1e7',
    foregroundColor: '#000000',
    selected: true,
    accessRole: role,
    defaultReminders: [],
    ...(id === 'primary' && { primary: true }),
    conferenceProperties: { allowedConferenceSolutionTypes: ['hangoutsMeet'] },
  }
}

/** The series itself: its first occurrence without the marks of one, and with its rule. */
function master(agenda: Agenda, person: Person, calendar: OwnCalendar, id: string): Answer {
  const [first] = agenda
    .of(person.email, calendar.id)
    .filter(({ series }) => series?.id === id)
    .sort((a, b) => a.start - b.start)
  if (!first?.series) return notFound
  return { ...googleEvent({ ...first, id, series: null }, person), recurrence: [first.series.rule] }
}
