// An OpenAI-style server for one machine: the same paths, bodies, errors and headers, and a deterministic "model".
// The model's name chooses what goes wrong: see scenes.ts.
import { randomBytes } from 'node:crypto'
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express'
import type { SimClock } from '../clock.ts'
import type { Store } from '../store.ts'
import { answerChat } from './chat.ts'
import { answerEmbeddings } from './embeddings.ts'
import { ApiError } from './errors.ts'

/** One request that was answered. `at` is virtual milliseconds since 1970. Prompts are not kept. */
export type OpenaiCall = {
  id: string
  at: number
  path: string
  model: string
  status: number
  tokens: number
}

export type OpenaiSim = {
  router: Router
  /** The latest calls, newest first, at most KEPT_CALLS. */
  calls(): OpenaiCall[]
  /** This stand-in sends nothing by itself. */
  idle(): Promise<void>
}

const KEPT_CALLS = 200
const MAX_BODY = '20mb'
export const MODELS = ['sim-notes', 'gpt-5.4-mini', 'text-embedding-3-small', 'text-embedding-3-large']

/** Mount at `/openai`: the paths begin with `/v1`. */
export function openaiSim({
  clock,
  store,
  apiKey,
}: {
  clock: SimClock
  store: Store
  apiKey: string
}): OpenaiSim {
  const kept = store.collection<OpenaiCall>('openai-calls')
  const newestFirst = () => kept.values().toReversed()
  function keep(call: OpenaiCall) {
    kept.set(call.id, call)
    for (const old of newestFirst().slice(KEPT_CALLS)) kept.delete(old.id)
  }

  const world = { clock, seen: new Set<string>() }
  const router = express.Router()
  router.use(headers(clock), noteCalls(clock, keep), bearer(apiKey), express.json({ limit: MAX_BODY }))
  router.post('/v1/chat/completions', (req, res) => answerChat(world, req, res))
  router.post('/v1/embeddings', (req, res) => answerEmbeddings(world, req, res))
  router.get('/v1/models', (_req, res) => void res.json({ object: 'list', data: MODELS.map(modelCard) }))
  router.get('/v1/models/:id', (req, res) => void res.json(modelCard(req.params.id)))
  router.use((req) => {
    throw new ApiError(404, `Invalid URL (${req.method} ${req.originalUrl})`)
  })
  router.use(asOpenaiError)
  return { router, calls: newestFirst, idle: async () => {} }
}

const modelCard = (id: string) => ({ id, object: 'model', created: 1_760_000_000, owned_by: 'stand-in' })

const headers =
  (clock: SimClock): RequestHandler =>
  (_req, res, next) => {
    res.set({
      'x-request-id': `req_${randomBytes(16).toString('hex')}`,
      'openai-version': '2020-10-01',
      'openai-processing-ms': '1',
      'x-ratelimit-limit-requests': '10000',
      'x-ratelimit-remaining-requests': '9999',
      date: new Date(clock.now()).toUTCString(),
    })
    next()
  }

/** What a call cost is known when its answer is out: chat.ts and embeddings.ts leave it in `res.locals`. */
const noteCalls =
  (clock: SimClock, keep: (call: OpenaiCall) => void): RequestHandler =>
  (req, res, next) => {
    res.on('close', () =>
      keep({
        id: res.get('x-request-id') ?? '',
        at: clock.now(),
        path: req.path,
        model: String(res.locals.model ?? ''),
        status: res.statusCode,
        tokens: Number(res.locals.tokens ?? 0),
      }),
    )
    next()
  }

const bearer =
  (apiKey: string): RequestHandler =>
  (req, _res, next) => {
    const given = /^Bearer (.+)$/i.exec(req.get('authorization') ?? '')?.[1]
    if (!given) throw new ApiError(401, "You didn't provide an API key.")
    if (given !== apiKey)
      throw new ApiError(401, `Incorrect API key provided: ${given.slice(0, 3)}***.`, {
        code: 'invalid_api_key',
      })
    next()
  }

const asOpenaiError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (res.headersSent) return next(error)
  if (error instanceof ApiError) return void res.status(error.status).set(error.headers).json(error.body())
  if (error instanceof SyntaxError)
    return void res
      .status(400)
      .json(new ApiError(400, 'We could not parse the JSON body of your request.').body())
  next(error)
}
