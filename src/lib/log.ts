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

export const createLog = (level: string): Log =>
  pino({
    level,
    base: null,
    redact: { paths: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '•••' },
    serializers: { err: pino.stdSerializers.err },
  })
