/** The web server: doors for providers (raw bytes, without Express), the API, the pages. */
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import compression from 'compression'
import express, { type Express, Router } from 'express'
import { accessLog } from '#api/access-log.ts'
import { docsPage } from '#api/docs.ts'
import { identified, safeHeaders, sameOrigin } from '#api/guard.ts'
import { healthz, readyz } from '#api/health.ts'
import { hooks, isHook } from '#api/hooks.ts'
import { identify } from '#api/identify.ts'
import { liveStreams } from '#api/live.ts'
import { mailLinks } from '#api/mail-links.ts'
import { createMetrics, type Metrics, serveMetrics } from '#api/metrics.ts'
import { type Identify, mount } from '#api/mount.ts'
import type { ApiNeeds } from '#api/needs.ts'
import { oauthCallback } from '#api/oauth-callback.ts'
import { openapi } from '#api/openapi.ts'
import { pageData } from '#api/page-data.ts'
import { problems } from '#api/problem.ts'
import { routes } from '#api/routes.ts'
import { stopPage } from '#api/stop-page.ts'
import { webApp } from '#api/web-app.ts'
import { toNodeHandler } from '#auth/handler.ts'
import { Refusal } from '#lib/errors.ts'
import { countRefusals, type Refused } from '#webhooks/refusals.ts'

const LARGEST_BODY = '256kb'
/** A document of 10 MB, written as base64. */
const LARGEST_DOCUMENT = '14mb'
/** Twenty hours of talk. */
const LARGEST_IMPORT = '6mb'
const VERSION = '0.1.0'
const WEB = join(import.meta.dirname, '../../dist/web')

/** The whole server: providers' messages by the shortest way, everything else through Express. Nothing listens yet. */
export function createServer(needs: ApiNeeds): RequestListener {
  const metrics = createMetrics(needs)
  const countRefused = countRefusals(needs)
  const refused = {
    inc(what: Refused) {
      metrics.refused.inc(what)
      countRefused(what)
    },
  }
  const knock = hooks(needs, { refused, seconds: metrics.seconds })
  const app = pagesAndApi(needs, metrics)
  return (req, res) => (isHook(req.url) ? knock(req, res) : app(req, res))
}

function pagesAndApi(needs: ApiNeeds, metrics: Metrics): Express {
  const server = express().disable('x-powered-by')
  if (needs.config.trustProxy) server.set('trust proxy', trusted(needs.config.trustProxy))

  server.use(identified, accessLog(needs.log), safeHeaders, metrics.measure, compressed)
  server.get('/healthz', healthz)
  server.get('/readyz', readyz(needs))
  server.get('/metrics', serveMetrics(metrics, needs.config))
  server.use('/mail', mailLinks(needs))
  server.use('/stop', stopPage(needs))
  server.use(sameOrigin(needs.publicUrl))
  server.all('/api/auth/{*path}', onlyJson, toNodeHandler(needs.auth))
  const whoIs = identify(needs)
  server.use(api(needs, metrics, whoIs))
  server.use(webApp(WEB, pageData(needs, whoIs)))
  server.use(problems(needs.log))
  return server
}

function api(needs: ApiNeeds, metrics: Metrics, whoIs: Identify): Router {
  const router = Router()
  const description = openapi(routes, { version: VERSION, publicUrl: needs.publicUrl })

  router.get('/openapi.json', (_req, res) => void res.json(description))
  router.get('/docs', (_req, res) => void res.type('html').send(docsPage(description)))
  router.get('/v1/events', liveStreams(needs, whoIs, metrics.streams))
  router.use(oauthCallback(needs))
  router.use('/v1/imports', express.json({ limit: LARGEST_IMPORT, reviver: refuseNul }), onlyJson)
  router.use(
    '/v1/sessions/:id/documents',
    express.json({ limit: LARGEST_DOCUMENT, reviver: refuseNul }),
    onlyJson,
  )
  router.use('/v1', express.json({ limit: LARGEST_BODY, strict: false, reviver: refuseNul }), onlyJson)
  mount(router, routes, needs, whoIs)
  router.use(['/v1', '/api'], () => {
    throw new Refusal('not_found')
  })
  return router
}

/** All answers but the event stream, whose words must not wait in a buffer. */
const compressed = compression({
  filter: (req, res) => !req.path.startsWith('/v1/events') && compression.filter(req, res),
})

/** A form post from another site cannot claim to be JSON without a preflight. */
const onlyJson: express.RequestHandler = (req, _res, next) => {
  const hasBody = Number(req.get('content-length') ?? 0) > 0 || req.get('transfer-encoding') !== undefined
  if (hasBody && !req.is('application/json')) throw new Refusal('unsupported_media_type')
  next()
}

/** Postgres' text cannot hold it. */
function refuseNul(_key: string, value: unknown): unknown {
  if (typeof value === 'string' && value.includes('\0')) throw new SyntaxError('A text holds a NUL')
  return value
}

const trusted = (value: string) =>
  /^\d+$/.test(value) ? Number(value) : value === 'true' ? true : value.split(',')
