/** What is said to a provider, with an id that the log carries too, and nothing that a browser could make use of. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Said } from '#api/hooks/knock.ts'
import { isRefusal, Refusal, refusals } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import type { Log } from '#lib/log.ts'

export type Handled = { requestId: string; route: string; log: Log }

/** Gives the request its id; a proxy's own is kept when it is a harmless one. */
export function begin(req: IncomingMessage, res: ServerResponse, log: Log, route: string): Handled {
  const given = req.headers['x-request-id']
  const requestId = typeof given === 'string' && /^[\w-]{8,64}$/.test(given) ? given : newId()
  res.setHeader('x-request-id', requestId)
  res.setHeader('cache-control', 'no-store')
  res.setHeader('x-content-type-options', 'nosniff')
  return { requestId, route, log }
}

export function answer(res: ServerResponse, { status, text }: Said): void {
  if (res.headersSent) return
  if (text === undefined) res.writeHead(status).end()
  else res.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text)
}

/** A Refusal is an answer (RFC 9457); anything else is a bug, and the sender tries again. */
export function answerRefusal(res: ServerResponse, error: unknown, { requestId, route, log }: Handled): void {
  if (res.headersSent) return
  const refusal = error instanceof Refusal ? error : null
  const facts = { requestId, method: 'POST', route }
  if (!refusal) log.error({ err: error, ...facts }, 'a bug')
  const { status, title } = refusal ? refusals[refusal.code] : UNEXPECTED
  if (refusal) log.info({ ...facts, status, code: refusal.code }, 'answered')
  const code = isRefusal(error) ? error.code : 'internal_error'
  const detail = refusal?.detail === undefined ? {} : { detail: refusal.detail }
  const problem = { type: 'about:blank', status, code, title, ...detail, requestId }
  res.writeHead(status, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem))
}

const UNEXPECTED = { status: 500, title: 'Something is wrong on our side' }
