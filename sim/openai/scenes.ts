// What goes wrong, chosen by the model's name, so that anyone can replay it from a settings file.
//
//   sim-401  sim-404  sim-429  sim-500  sim-context   that answer, every time
//   sim-busy                                          429, and does not want to be asked for a minute
//   sim-429-once  sim-500-once                        that answer to the first try of each request
//   sim-slow[-<seconds>]                              answers after 30 (or so many) virtual seconds
//   sim-noschema                                      400 for `json_schema`, like older compatible servers
//   sim-refuse  sim-badjson  sim-length  sim-empty    200, with that as the message (see chat.ts)
//   sim-liar                                          cites lines that were never said (see answer.ts)
//   sim-obeys                                         does what anybody in the meeting tells it (see obey.ts)
import { createHash } from 'node:crypto'
import type { SimClock } from '../clock.ts'
import { ApiError } from './errors.ts'

export type OpenaiWorld = { clock: SimClock; seen: Set<string> }

const DEFAULT_SLOW_SECONDS = 30
const MAX_REMEMBERED = 10_000

/** Throws the error that the model's name asks for, or waits, or does nothing. */
export async function playScene(world: OpenaiWorld, model: string, body: unknown): Promise<void> {
  const slow = /^sim-slow(?:-(\d+))?$/.exec(model)
  if (slow) await wait(world.clock, Number(slow[1] ?? DEFAULT_SLOW_SECONDS))
  const [, name = '', once] = /^sim-(\w+)(-once)?$/.exec(model) ?? []
  const error = errors[name]?.(model)
  if (error && !(once && isRetry(world, body))) throw error
}

const errors: Record<string, (model: string) => ApiError> = {
  401: () => new ApiError(401, 'Incorrect API key provided: sk-***.', { code: 'invalid_api_key' }),
  404: (model) =>
    new ApiError(404, `The model \`${model}\` does not exist or you do not have access to it.`, {
      code: 'model_not_found',
    }),
  429: () =>
    new ApiError(429, 'Rate limit reached for requests. Please try again in 1s.', {
      type: 'requests',
      code: 'rate_limit_exceeded',
      headers: { 'retry-after': '1', 'retry-after-ms': '50', 'x-ratelimit-remaining-requests': '0' },
    }),
  busy: () =>
    new ApiError(429, 'Rate limit reached for requests. Please try again in 1m0s.', {
      type: 'requests',
      code: 'rate_limit_exceeded',
      headers: { 'retry-after': '60', 'x-ratelimit-remaining-requests': '0' },
    }),
  500: () =>
    new ApiError(500, 'The server had an error while processing your request. Sorry about that!', {
      type: 'server_error',
      headers: { 'retry-after-ms': '50' },
    }),
  context: () =>
    new ApiError(400, "This model's maximum context length is 128000 tokens.", {
      param: 'messages',
      code: 'context_length_exceeded',
    }),
}

/** The same body a second time. A retry repeats its body to the byte. */
function isRetry({ seen }: OpenaiWorld, body: unknown): boolean {
  const key = createHash('sha256').update(JSON.stringify(body)).digest('base64')
  const known = seen.has(key)
  if (seen.size > MAX_REMEMBERED) seen.clear()
  seen.add(key)
  return known
}

const wait = (clock: SimClock, seconds: number) =>
  new Promise<void>((resolve) => {
    clock.at(clock.now() + seconds * 1000, resolve)
  })
