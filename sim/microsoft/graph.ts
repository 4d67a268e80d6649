// Microsoft Graph v1.0: the calls of a program that reads calendars and watches them.
import { setTimeout as pause } from 'node:timers/promises'
import express, { type Request, type Response, Router } from 'express'
import type { Agenda } from '../calendars/agenda.ts'
import { type Fault, type Faults, retryAfter } from '../calendars/faults.ts'
import type { Grants } from '../calendars/grants.ts'
import { bearer, words } from '../calendars/query.ts'
import type { OpenQuota, Refused } from '../calendars/quota.ts'
import type { OwnCalendar, Person } from '../calendars/types.ts'
import type { SimClock } from '../clock.ts'
import { answerBatch } from './batch.ts'
import { type DeltaRules, deltaRound } from './delta.ts'
import { accessDenied, isProblem, itemNotFound, notSignedIn, type Problem, refuse } from './errors.ts'
import { graphEvent, graphId, isGone, seriesMaster } from './event.ts'
import { linkTo, preference } from './paging.ts'
import { calendarEntry, calendarId, context, profile, shown } from './shapes.ts'
import { type openSubscriptions, type Subscription, userId } from './subscriptions.ts'
import { calendarView, select } from './view.ts'

type Needs = {
  agenda: Agenda
  grants: Grants
  faults: Faults
  subscriptions: ReturnType<typeof openSubscriptions>
  rules: DeltaRules
  quota: OpenQuota
  clock: SimClock
}
type Answer = Problem | { created: object } | object | null
type Call = { req: Request; res: Response; person: Person; query: Record<string, string>; zone: string }

const DELTA_PAGE = 10

export function graphRoutes(needs: Needs): Router {
  const { agenda, subscriptions, rules } = needs
  const router = Router()
  router.use(express.json())

  const call =
    (run: (call: Call) => Answer | Promise<Answer>, scope = 'Calendars.Read') =>
    async (req: Request, res: Response) => {
      const fault = needs.faults.meet(req.path)
      if (fault) return refuse(res, trouble(fault, needs.clock.now()))
      const grant = needs.grants.byAccess(bearer(req))
      const person = grant && agenda.person(grant.email)
      if (!person) return refuse(res, notSignedIn)
      if (!grant.scopes.some((one) => one.replace('https://graph.microsoft.com/', '').startsWith(scope)))
        return refuse(res, accessDenied)
      const refused = needs.quota.refuse(person.email)
      if (refused) return refuse(res, throttled(refused))
      needs.quota.begin(person.email)
      try {
        if (needs.rules.slowMs > 0) await pause(needs.rules.slowMs)
        send(res, await run({ req, res, person, query: words(req.query), zone: zoneOf(req, res) }))
      } finally {
        needs.quota.end(person.email)
      }
    }
  const inCalendar = (run: (call: Call & { calendar: OwnCalendar; base: string }) => Answer) =>
    call((one) => {
      const id = one.req.params.calendar
      const calendar = one.person.calendars.find((own) =>
        id === undefined ? own.id === 'primary' : calendarId(one.person, own) === id,
      )
      const base = id === undefined ? '/me' : `/me/calendars/${id}`
      return calendar ? run({ ...one, calendar, base }) : itemNotFound
    })

  router.post('/$batch', async (req, res) => send(res, await answerBatch(req)))
  router.get(
    '/me',
    call(({ person }) => profile(person), 'User.Read'),
  )
  router.get(
    '/me/mailboxSettings/timeZone',
    call(({ person }) => ({ value: person.zone })),
  )
  router.get(
    '/me/calendars',
    call(({ person }) => ({
      '@odata.context': context(`users('${userId(person.email)}')/calendars`),
      value: person.calendars.map((one) => calendarEntry(person, one)),
    })),
  )

  router.get(
    ['/me/calendarView/delta', '/me/calendars/:calendar/calendarView/delta'],
    inCalendar(({ req, person, calendar, base, query, zone }) => {
      const pageSize = Number(preference(req, 'odata.maxpagesize') ?? DELTA_PAGE) || DELTA_PAGE
      const round = deltaRound(agenda, person, calendar, query, { pageSize, zone }, rules)
      if (isProblem(round)) return round
      const link = '$skiptoken' in round.next ? '@odata.nextLink' : '@odata.deltaLink'
      return {
        '@odata.context': context('Collection(event)'),
        [link]: linkTo(req, `${base}/calendarView/delta`, round.next),
        value: round.value,
      }
    }),
  )
  router.get(
    ['/me/calendarView', '/me/calendars/:calendar/calendarView'],
    inCalendar(({ req, person, calendar, base, query, zone }) => {
      const view = calendarView(agenda, person, calendar, query, zone, rules)
      if (isProblem(view)) return view
      return {
        '@odata.context': context(`users('${userId(person.email)}')/calendarView`),
        value: view.value,
        ...(view.next && { '@odata.nextLink': linkTo(req, `${base}/calendarView`, view.next) }),
      }
    }),
  )
  router.get(
    ['/me/events/:event', '/me/calendars/:calendar/events/:event'],
    inCalendar(({ req, person, calendar, query, zone }) => {
      const id = String(req.params.event)
      const here = agenda
        .of(person.email, calendar.id)
        .filter((one) => !isGone(one, person.email))
        .sort((a, b) => a.start - b.start)
      const one = here.find((event) => graphId(event.id, person.email) === id)
      if (one) return select(graphEvent(one, person, zone), query.$select)
      const first = here.find(({ series }) => series && graphId(series.id, person.email) === id)
      return first ? select(seriesMaster(first, person, zone), query.$select) : itemNotFound
    }),
  )

  const ofMine = (run: (call: Call, subscription: Subscription) => Answer) =>
    call((one) => {
      const subscription = subscriptions.find(one.person, String(one.req.params.id))
      return subscription ? run(one, subscription) : { ...itemNotFound, code: 'ResourceNotFound' }
    })
  router.post(
    '/subscriptions',
    call(async ({ req, person }) => {
      const made = await subscriptions.create(person, req.body ?? {})
      return isProblem(made) ? made : { created: shown(made) }
    }),
  )
  router.get(
    '/subscriptions',
    call(({ person }) => ({
      '@odata.context': context('subscriptions'),
      value: subscriptions.of(person).map(shown),
    })),
  )
  router.get(
    '/subscriptions/:id',
    ofMine((_call, subscription) => shown(subscription)),
  )
  router.patch(
    '/subscriptions/:id',
    ofMine(({ req }, subscription) => {
      const renewed = subscriptions.renew(subscription, req.body?.expirationDateTime)
      return isProblem(renewed) ? renewed : shown(renewed)
    }),
  )
  router.post(
    '/subscriptions/:id/reauthorize',
    ofMine(() => null),
  )
  router.delete(
    '/subscriptions/:id',
    ofMine((_call, { id }) => {
      subscriptions.delete(id)
      return null
    }),
  )
  return router
}

function send(res: Response, answer: Answer) {
  if (answer === null) return void res.status(204).end()
  if (isProblem(answer)) return refuse(res, answer)
  if ('created' in answer) return void res.status(201).json(answer.created)
  res.json(answer)
}

/** The zone that times are shown in: UTC unless wished otherwise. */
function zoneOf(req: Request, res: Response): string {
  const wished = preference(req, 'outlook.timezone')
  if (wished === null) return 'UTC'
  res.set('preference-applied', `outlook.timezone="${wished}"`)
  return Intl.supportedValuesOf('timeZone').includes(wished) ? wished : 'UTC'
}

/** Of a mailbox: too many calls at once, or within ten minutes. */
const throttled = ({ why, retryAfterSeconds }: Refused): Problem => ({
  status: 429,
  code: 'ApplicationThrottled',
  message: `Application is over its ${why === 'at_once' ? 'MailboxConcurrency' : 'MailboxRequests'} limit.`,
  headers: { 'retry-after': String(retryAfterSeconds) },
})

function trouble({ status, reason, ...wait }: Fault, now: number): Problem {
  const usual =
    status === 429
      ? 'ApplicationThrottled'
      : status === 401
        ? 'InvalidAuthenticationToken'
        : status === 410
          ? 'SyncStateNotFound'
          : 'ErrorInternalServerTransientError'
  const message =
    status === 429 ? 'Application is over its MailboxConcurrency limit.' : 'The server cannot do this now.'
  return {
    status,
    code: reason ?? usual,
    message,
    ...(wait.retryAfterSeconds !== undefined && { headers: retryAfter(wait, now) }),
  }
}
