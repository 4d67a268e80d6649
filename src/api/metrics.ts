/** Prometheus figures: requests and the process itself; rooms add theirs through the registry. */
import { timingSafeEqual } from 'node:crypto'
import type { Request, RequestHandler } from 'express'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { ApiNeeds } from '#api/needs.ts'
import { Refusal } from '#lib/errors.ts'
import { tokenHash } from '#lib/ids.ts'
import { messageCounts } from '#webhooks/reads.ts'

/** One registry per product in this process. */
export function createMetrics(needs: Pick<ApiNeeds, 'db' | 'clock'>) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'liveconvo_' })
  const seconds = new Histogram({
    name: 'liveconvo_http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
    registers: [registry],
  })
  const streams = new Gauge({
    name: 'liveconvo_live_streams',
    help: 'Open event streams',
    registers: [registry],
  })
  const inbox = new Gauge({
    name: 'liveconvo_inbox_messages',
    help: 'Received messages by state: all that wait or are parked, of the others the last day',
    labelNames: ['status'],
    registers: [registry],
    async collect() {
      const counts = await needs.db.asSystem((tx) => messageCounts(tx, needs.clock.now()))
      for (const [status, count] of Object.entries(counts)) this.set({ status }, count)
    },
  })
  const received = new Counter({
    name: 'liveconvo_webhooks_refused_total',
    help: 'Messages that were refused at the door',
    labelNames: ['sender', 'why'],
    registers: [registry],
  })

  const measure: RequestHandler = (req, res, next) => {
    const end = seconds.startTimer()
    res.on('finish', () => end({ method: req.method, route: routeOf(req), status: String(res.statusCode) }))
    next()
  }
  return { registry, measure, seconds, streams, inbox, refused: received }
}

export type Metrics = ReturnType<typeof createMetrics>

/** The pattern, never the path: ids would make a series each. */
export function routeOf(req: Parameters<RequestHandler>[0]): string {
  const route: { path?: unknown } | undefined = req.route
  return typeof route?.path === 'string' ? `${req.baseUrl}${route.path}` : 'other'
}

type Door = { metricsToken: string | undefined; trustProxy: string }

/** The bearer token of METRICS_TOKEN, or this machine itself; with a proxy before us nobody is that. */
export function serveMetrics({ registry }: Metrics, { metricsToken, trustProxy }: Door): RequestHandler {
  return async (req, res) => {
    const mayRead = hasToken(req, metricsToken) || (trustProxy === '' && isThisMachine(req))
    if (!mayRead) throw new Refusal('not_found')
    res.type(registry.contentType).send(await registry.metrics())
  }
}

const hasToken = (req: Request, token: string | undefined) =>
  token !== undefined &&
  timingSafeEqual(
    Buffer.from(tokenHash(req.get('authorization') ?? '')),
    Buffer.from(tokenHash(`Bearer ${token}`)),
  )

/** The name too: a page elsewhere whose name was made to lead here (DNS rebinding) asks under that name. */
const isThisMachine = (req: Request) =>
  LOOPBACK.includes(req.socket.remoteAddress ?? '') &&
  LOOPBACK_NAMES.includes(req.hostname) &&
  FORWARDED.every((name) => req.get(name) === undefined)

const LOOPBACK = ['127.0.0.1', '::1', '::ffff:127.0.0.1']
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']
const FORWARDED = ['x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'forwarded', 'via']
