/** Structured logs. No body, no token, no address of a meeting is ever written: redaction is the second net. */
import pino from 'pino'

export type Log = pino.Logger

const SECRETS = [
  'authorization',
  'cookie',
  'password',
  'token',
  'secret',
  'refresh_token',
  'access_token',
  'refreshToken',
  'accessToken',
  'apiKey',
]

/**
 * What of an error is written: never the rest of it, where a database puts the row and a client its request, headers
 * and all.
 */
const OF_ERRORS = [
  'type',
  'message',
  'stack',
  'code',
  'constraint',
  'table',
  'syscall',
  'responseCode',
  'status',
]

function errorForLog(err: unknown): unknown {
  if (!(err instanceof Error)) return { type: typeof err, message: String(err) }
  const whole = Object.entries(pino.stdSerializers.err(err))
  return Object.fromEntries(whole.filter(([name]) => OF_ERRORS.includes(name)))
}

/** No word of our own addresses is as long. */
const SHORTEST_TOKEN = 20

/** Lines of JSON: to standard output, or where a test wants them. */
export function createLog(level: string, to?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '•••' },
    serializers: { err: errorForLog },
  }
  return to ? pino(options, to) : pino(options)
}

const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/

/** A path without what opens a door: links for invitations and passwords, and live addresses, carry a token in it. */
export const pathForLog = (path: string): string =>
  path
    .split('/')
    .map((part) => (part.length < SHORTEST_TOKEN || ID.test(part) ? part : '•••'))
    .join('/')
