// /api/v2/: calendars that are handed over, and their events. https://docs.recall.ai/docs/calendar-v2-integration-guide
import { randomUUID } from 'node:crypto'
import type { Request, Response, Router } from 'express'
import { z } from 'zod'
import { seal, unseal, words } from '../../calendars/query.ts'
import type { Limit } from '../bot-routes.ts'
import { isoZ } from '../instants.ts'
import type { RecallWorld } from '../world.ts'
import type { HeldCalendars } from './held-calendars.ts'
import type { SimCalendar, SimCalendarEvent } from './types.ts'
import { calendarView, eventView } from './views.ts'

const secret = z.string().min(1).max(2000)
const Change = z.object({
  platform: z.enum(['google_calendar', 'microsoft_outlook']).optional(),
  oauth_client_id: secret.optional(),
  oauth_client_secret: secret.optional(),
  oauth_refresh_token: secret.optional(),
  oauth_email: z.email().max(2000).optional(),
  webhook_url: z.url().max(2000).optional(),
  metadata: z.record(z.string(), z.string()).optional(),
})
const Creation = Change.required({
  platform: true,
  oauth_client_id: true,
  oauth_client_secret: true,
  oauth_refresh_token: true,
})
type One = Request<{ id: string }>

export function mountCalendars(router: Router, world: RecallWorld, held: HeldCalendars, limit: Limit) {
  const { clock } = world.context
  const withCalendar =
    (use: (calendar: SimCalendar, req: One, res: Response) => unknown) => (req: One, res: Response) => {
      const calendar = held.calendars.get(req.params.id)
      return calendar ? use(calendar, req, res) : notFound(res)
    }

  router.post('/calendars/', limit('command'), (req, res) => {
    const read = Creation.safeParse(req.body ?? {})
    if (!read.success) return invalid(res, read.error)
    const now = clock.now()
    const calendar = changed(empty(randomUUID(), now), read.data)
    held.hold(calendar)
    res.status(201).json(calendarView(calendar))
  })
  router.get('/calendars/', limit('calendars'), (req, res) => {
    const { email, platform, status, created_at__gte: since } = words(req.query)
    const all = held.calendars
      .values()
      .filter((one) => email === undefined || one.platformEmail === email || one.oauthEmail === email)
      .filter((one) => platform === undefined || one.platform === platform)
      .filter((one) => status === undefined || one.status === status)
      .filter((one) => since === undefined || one.createdAt >= Date.parse(since))
    res.json(pageOf(world, req, all, calendarView))
  })
  router.get(
    '/calendars/:id/',
    limit('retrieve'),
    withCalendar((calendar, _req, res) => res.json(calendarView(calendar))),
  )
  router.patch(
    '/calendars/:id/',
    limit('change'),
    withCalendar((calendar, req, res) => {
      const read = Change.safeParse(req.body ?? {})
      if (!read.success) return invalid(res, read.error)
      const next = changed(calendar, read.data)
      held.reconnect(next)
      return res.json(calendarView(next))
    }),
  )
  router.delete(
    '/calendars/:id/',
    limit('change'),
    withCalendar(({ id }, _req, res) => {
      held.drop(id)
      return res.status(204).end()
    }),
  )
  router.post(
    '/calendars/:id/access-token/',
    limit('command'),
    withCalendar(async (calendar, _req, res) => {
      const access = await held.accessTo(calendar)
      if (access) return res.json({ token: access.token, expires_at: isoZ(access.expiresAt) })
      const message = 'The refresh token of this calendar is not accepted any more.'
      return res.status(400).json({ code: 'bad_refresh_token', message })
    }),
  )

  const platformOf = ({ calendarId }: SimCalendarEvent) => ({
    platform: held.calendars.get(calendarId)?.platform ?? ('google_calendar' as const),
  })
  router.get('/calendar-events/', limit('calendar_events'), (req, res) => {
    const fits = fitsQuery(words(req.query))
    const all = held.events
      .values()
      .filter(fits)
      .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    res.json(pageOf(world, req, all, (event) => eventView(event, platformOf(event))))
  })
  router.get('/calendar-events/:id/', limit('retrieve'), (req: One, res) => {
    const event = held.events.values().find(({ id }) => id === req.params.id)
    return event ? void res.json(eventView(event, platformOf(event))) : notFound(res)
  })
}

function fitsQuery(query: Record<string, string>): (event: SimCalendarEvent) => boolean {
  const at = (name: string) => (query[name] === undefined ? null : Date.parse(query[name]))
  const [from, to, since] = [at('start_time__gte'), at('start_time__lte'), at('updated_at__gte')]
  return (event) =>
    (query.calendar_id === undefined || event.calendarId === query.calendar_id) &&
    (query.ical_uid === undefined || event.uid.startsWith(query.ical_uid)) &&
    (query.is_deleted === undefined || event.isDeleted === (query.is_deleted === 'true')) &&
    (query.start_time === undefined || event.start === at('start_time')) &&
    (from === null || event.start >= from) &&
    (to === null || event.start <= to) &&
    (since === null || event.updatedAt >= since)
}

const empty = (id: string, now: number): SimCalendar => ({
  id,
  platform: 'google_calendar',
  clientId: '',
  clientSecret: '',
  refreshToken: '',
  oauthEmail: null,
  platformEmail: null,
  webhookUrl: null,
  metadata: {},
  status: 'connecting',
  statusChanges: [{ status: 'connecting', at: now, because: null }],
  createdAt: now,
  updatedAt: now,
})

const changed = (calendar: SimCalendar, change: z.infer<typeof Change>): SimCalendar => ({
  ...calendar,
  platform: change.platform ?? calendar.platform,
  clientId: change.oauth_client_id ?? calendar.clientId,
  clientSecret: change.oauth_client_secret ?? calendar.clientSecret,
  refreshToken: change.oauth_refresh_token ?? calendar.refreshToken,
  oauthEmail: change.oauth_email ?? calendar.oauthEmail,
  webhookUrl: change.webhook_url ?? calendar.webhookUrl,
  metadata: change.metadata ?? calendar.metadata,
})

/** `{next, previous, results}`; whole addresses that carry a position, and the filters as they were. */
function pageOf<Row, View>(world: RecallWorld, req: Request, all: Row[], view: (row: Row) => View) {
  const size = world.knobs.calendarPageSize
  const asked = new URL(req.originalUrl, world.context.url())
  const from = unseal<{ from: number }>(asked.searchParams.get('cursor') ?? '')?.from ?? 0
  const link = (position: number) => {
    const url = new URL(asked)
    url.searchParams.set('cursor', seal({ from: position }))
    return url.href
  }
  return {
    next: from + size < all.length ? link(from + size) : null,
    previous: from > 0 ? link(Math.max(0, from - size)) : null,
    results: all.slice(from, from + size).map(view),
  }
}

const notFound = (res: Response) => void res.status(404).json({ code: 'not_found', detail: 'Not found.' })

function invalid(res: Response, { issues }: z.ZodError): void {
  const errors = Object.fromEntries(
    issues.map(({ path, message }) => [path.join('.') || 'non_field_errors', [message]]),
  )
  res
    .status(400)
    .json({ code: 'invalid_request_data', message: 'Please check errors for more details.', errors })
}
