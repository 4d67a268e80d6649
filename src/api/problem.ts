/** Every "no" leaves as application/problem+json (RFC 9457), with the request id that the log carries too. */
import type { ErrorRequestHandler, Request, Response } from 'express'
import { Refusal, type RefusalExtra, refusals } from '#lib/errors.ts'
import { type Log, pathForLog } from '#lib/log.ts'

export const requestId = (res: Response): string => String(res.locals.requestId ?? '')

export function sendRefusal(res: Response, { code, detail, extra }: Refusal): void {
  const { status, title } = refusals[code]
  if (extra.retryAfterSeconds !== undefined)
    res.set('retry-after', String(Math.ceil(extra.retryAfterSeconds)))
  sendProblem(res, status, { code, title, ...(detail && { detail }), ...fieldsOf(extra) })
}

const fieldsOf = ({ fields }: RefusalExtra) => (fields ? { errors: fields } : {})

function sendProblem(res: Response, status: number, members: { title: string } & Record<string, unknown>) {
  res
    .status(status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: 'about:blank', status, ...members, requestId: requestId(res) }))
}

/** The last handler: a Refusal is an answer; a body that cannot be read is one too; the rest is a bug. */
export function problems(log: Log): ErrorRequestHandler {
  return (error: unknown, req: Request, res: Response, next) => {
    if (res.headersSent) return next(error)
    const refusal = error instanceof Refusal ? error : unreadable(error)
    if (refusal) return sendRefusal(res, refusal)
    log.error(
      { err: error, requestId: requestId(res), method: req.method, path: pathForLog(req.path) },
      'a bug',
    )
    sendProblem(res, 500, { code: 'internal_error', title: 'Something is wrong on our side' })
  }
}

/** What Express and its parsers throw of their own, in our words. */
function unreadable(error: unknown): Refusal | null {
  const { type, status } = error as { type?: string; status?: number } // the errors of http-errors carry these two
  if (type === 'entity.parse.failed')
    return new Refusal('validation_failed', 'The body is not JSON, or holds a NUL')
  if (status === 413) return new Refusal('too_large')
  if (status === 415) return new Refusal('unsupported_media_type')
  if (status === 403 || status === 404) return new Refusal('not_found') // a file that is none of ours
  if (status === 400 || status === 416)
    return new Refusal('validation_failed', 'The request could not be read')
  return null
}
