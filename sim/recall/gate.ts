// What every API call passes before it is answered: the firewall, the key, the rate limits, the idempotency store.
import type { Request, RequestHandler, Response } from 'express'
import type { SimContext } from '../provider.ts'
import type { Group } from './faults.ts'
import type { Knobs } from './knobs.ts'

const MINUTE_MS = 60_000
const REPLAY_MS = 60 * MINUTE_MS

/** A private address anywhere in the payload, or a body on GET, is refused before anyone looks at the key. */
export const firewall =
  (knobs: Knobs): RequestHandler =>
  (req, res, next) => {
    if (!knobs.firewall) return next()
    const hasBody = req.method === 'GET' && Number(req.get('content-length') ?? 0) > 0
    const isPrivate = /\/\/(localhost|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|\[::1])/
    if (!hasBody && !isPrivate.test(JSON.stringify(req.body ?? null))) return next()
    res
      .status(403)
      .json({ code: 'request_blocked', detail: 'The request was blocked by the web application firewall.' })
  }

/** With or without the word Token before the key. */
export const authenticated =
  ({ secrets }: SimContext): RequestHandler =>
  (req, res, next) => {
    const header = req.get('authorization')
    if (!header)
      return void res
        .status(401)
        .json({ code: 'not_authenticated', detail: 'Authentication credentials were not provided.' })
    if (header.replace(/^Token\s+/i, '') === secrets.recallApiKey) return next()
    res.status(401).json({
      code: 'authentication_failed',
      detail: 'Invalid API token. It might be for another Recall region.',
    })
  }

/** A sliding minute per group (and bot, where the limit is per bot). */
export function limiter({ clock }: SimContext, knobs: Knobs) {
  const calls = new Map<string, number[]>()
  return (group: Group): RequestHandler =>
    (req, res, next) => {
      const key = group === 'transcribe' ? `${group} ${req.params.id}` : group
      const now = clock.now()
      const recent = (calls.get(key) ?? []).filter((at) => at > now - MINUTE_MS)
      calls.set(key, recent)
      const oldest = recent[0]
      if (oldest === undefined || recent.length < knobs.limits[group]) {
        recent.push(now)
        return next()
      }
      const seconds = Math.max(1, Math.ceil((oldest + MINUTE_MS - now) / 1000))
      res.status(429).set('retry-after', String(seconds))
      res.json({
        code: 'throttled',
        detail: `Request was throttled. Expected available in ${seconds} seconds.`,
      })
    }
}

type Stored = { at: number; status: number; body: string | null }

/**
 * The same key on the same path: 409 while the first call runs, for an hour its answer again, errors (507!)
 * included. Answers to a call that was refused earlier at this gate are not stored.
 */
export function idempotent({ clock, store }: SimContext): RequestHandler {
  const answers = store.collection<Stored>('recall_idempotency')
  const running = new Set<string>()
  const forget = () => {
    for (const [id, { at }] of answers.entries()) if (at <= clock.now() - REPLAY_MS) answers.delete(id)
  }

  return (req, res, next) => {
    const key = req.get('idempotency-key')
    if (!key || !['POST', 'PUT', 'PATCH'].includes(req.method)) return next()
    const id = `${req.baseUrl}${req.path} ${key}`
    forget()
    const known = answers.get(id)
    if (known) return replay(res, known)
    if (running.has(id))
      return void res
        .status(409)
        .json({ code: 'conflict', detail: 'A request with this idempotency key is in flight.' })
    running.add(id)
    remember(req, res, (body) => answers.set(id, { at: clock.now(), status: res.statusCode, body }))
    res.on('close', () => running.delete(id))
    next()
  }
}

function replay(res: Response, { status, body }: Stored) {
  res.status(status)
  if (body === null) res.end()
  else res.type('json').send(body)
}

/** Watches what is answered. Everything here is answered with `json` or an empty `end`. */
function remember(_req: Request, res: Response, save: (body: string | null) => void) {
  const json = res.json.bind(res)
  res.json = (body: unknown) => {
    if (res.statusCode !== 429) save(JSON.stringify(body))
    return json(body)
  }
}
