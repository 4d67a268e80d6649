// The page at the root and what its buttons do. The same addresses take JSON, for tests and for the demo seed.
import express, { type Request, type RequestHandler, type Response, Router } from 'express'
import { z } from 'zod'
import { meetingLink, type Platform } from './meeting-link.ts'
import type { ControlNeeds } from './needs.ts'
import { livePart, page } from './page.ts'

/** Browsers send forms and are sent back to the page; everybody else sends JSON and gets JSON. */
export function controlRoutes(needs: ControlNeeds): Router {
  const { context, recall, calendars, drifting } = needs
  const { clock } = context
  const router = Router()
  const anchors = () =>
    drifting?.anchors() ?? { realAnchor: clock.now(), virtualAnchor: clock.now(), speed: 0 }

  router.get('/', (_req, res) => void res.type('html').send(page(needs)))
  router.get('/control/live', (_req, res) => void res.type('html').send(livePart(needs)))
  router.get('/clock', (_req, res) => void res.set('cache-control', 'no-store').json(anchors()))

  router.use('/control', fromHere, express.json(), express.urlencoded({ extended: false }))
  const post = <T>(path: string, body: z.ZodType<T>, run: (body: T, req: Request) => Answer) =>
    router.post(path, (req, res) => {
      const parsed = body.safeParse(req.body ?? {})
      answer(
        req,
        res,
        parsed.success
          ? run(parsed.data, req)
          : { status: 400, body: { error: z.prettifyError(parsed.error) } },
      )
    })

  post('/control/speed', z.object({ speed: z.coerce.number().min(1).max(120) }), ({ speed }) => {
    if (!drifting) return { status: 409, body: { error: 'This clock is driven from outside.' } }
    drifting.setSpeed(speed)
    return { status: 200, body: anchors() }
  })

  post('/control/meetings', NewMeeting, (meeting) => {
    const startsAt = clock.now() + meeting.startsInSeconds * 1000
    const link = meetingLink(meeting.platform, { play: meeting.play, scene: meeting.sim, at: startsAt })
    const script = meeting.play ? context.meetings.get(meeting.play) : undefined
    const event = {
      title: meeting.title || script?.title || 'Meeting',
      startsAt,
      endsAt: startsAt + (meeting.minutes ?? 30) * 60_000,
      link,
      people: meeting.people,
    }
    const ids = Object.values(calendars).flatMap((calendar) => calendar.addEvent(event))
    return { status: 201, body: { link, ids, startsAt } }
  })

  const Move = z.object({
    id: z.string(),
    startsAt: z.coerce.number().optional(),
    byMinutes: z.coerce.number().optional(),
  })
  post('/control/events/move', Move, ({ id, startsAt, byMinutes = 0 }) => {
    for (const calendar of Object.values(calendars)) {
      const event = calendar.upcoming().find((candidate) => candidate.id === id)
      const to = startsAt ?? (event ? event.startsAt + byMinutes * 60_000 : null)
      if (to !== null && calendar.moveEvent(id, to)) return { status: 200, body: { id, startsAt: to } }
    }
    return nothing
  })
  post('/control/events/cancel', z.object({ id: z.string() }), ({ id }) =>
    Object.values(calendars).some((calendar) => calendar.cancelEvent(id))
      ? { status: 200, body: { id } }
      : nothing,
  )

  const Grant = z.object({ provider: z.string(), email: z.email(), scopes: z.array(z.string()).optional() })
  post('/control/grant', Grant, ({ provider, email, scopes }) => {
    const calendar = calendars[provider]
    return calendar ? { status: 200, body: calendar.grant(email, scopes) } : nothing
  })

  post('/control/revoke', Grant.omit({ scopes: true }), ({ provider, email }) => {
    calendars[provider]?.revoke(email)
    return calendars[provider] ? { status: 200, body: { email } } : nothing
  })

  for (const act of ['admit', 'refuse', 'kick', 'end'] as const)
    post(`/control/bots/:id/${act}`, z.unknown(), (_body, req) => {
      const id = String(req.params.id)
      return recall[act](id)
        ? { status: 200, body: { id } }
        : { status: 409, body: { error: 'The bot is not there.' } }
    })
  post('/control/webhooks/:id/replay', z.unknown(), (_body, req) =>
    recall.replay(String(req.params.id)) ? { status: 200, body: {} } : nothing,
  )
  return router
}

const platforms = ['zoom', 'google_meet', 'teams'] as const satisfies Platform[]
const people = z
  .union([z.array(z.string()), z.string().transform((list) => list.split(/[\s,;]+/))])
  .transform((list) => list.filter((email) => email.includes('@')))

const NewMeeting = z.object({
  title: z.string().default(''),
  platform: z.enum(platforms).default('zoom'),
  startsInSeconds: z.coerce.number().default(60),
  minutes: z.coerce.number().positive().optional(),
  play: z.string().default(''),
  /** The course of the meeting, as in the link: lobby:20, refuse, … */
  sim: z.string().default(''),
  people: people.default([]),
})

type Answer = { status: number; body: object }
const nothing: Answer = { status: 404, body: { error: 'There is no such thing here.' } }

function answer(req: Request, res: Response, { status, body }: Answer) {
  const isPlainForm = req.is('application/x-www-form-urlencoded') && req.accepts(['html', 'json']) === 'html'
  if (isPlainForm && status < 400) res.redirect(303, '/')
  else res.status(status).json(body)
}

/** Another site that is open in the same browser must not press these buttons. */
const fromHere: RequestHandler = (req, res, next) => {
  const origin = req.get('origin')
  if (!origin || URL.parse(origin)?.host === req.get('host')) return next()
  res.status(403).json({ error: 'This page takes orders from itself only.' })
}
