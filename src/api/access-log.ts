/**
 * One line per answered request, with the id that the answer carries. What went well is worth a line only while
 * somebody debugs. The route's pattern stands for the address where there is one; neither query nor body is written.
 */
import type { Request, RequestHandler, Response } from 'express'
import { routeOf } from '#api/metrics.ts'
import { requestId } from '#api/problem.ts'
import { stopwatch } from '#lib/clock.ts'
import { type Log, pathForLog } from '#lib/log.ts'

const SLOW_MS = 1_000

export const accessLog =
  (log: Log): RequestHandler =>
  (req, res, next) => {
    const elapsed = stopwatch()
    const path = pathForLog(req.path) // now: inside a router it is shorter
    let isDone = false
    const write = (status: number) => {
      if (isDone) return
      isDone = true
      const ms = elapsed()
      const facts = { ...whoAndWhere(req, res, path), status, ms }
      log[levelOf(status, ms, isStream(res))](facts, 'answered')
    }
    res.on('finish', () => write(res.statusCode))
    res.on('close', () => write(res.headersSent ? res.statusCode : GONE_BEFORE_THE_ANSWER))
    next()
  }

/** As others write it who keep such logs. */
const GONE_BEFORE_THE_ANSWER = 499

/** A stream is open for as long as its page. */
const isStream = (res: Response) => String(res.get('content-type')).startsWith('text/event-stream')

function levelOf(status: number, ms: number, stream: boolean): 'warn' | 'info' | 'debug' {
  if (status >= 500) return 'warn'
  return status >= 400 || (ms > SLOW_MS && !stream) ? 'info' : 'debug'
}

const SAYS_NOTHING = /^other$|\{\*/

function whoAndWhere(req: Request, res: Response, path: string) {
  const route = routeOf(req)
  const organizationId: unknown = res.locals.organizationId
  return {
    requestId: requestId(res),
    method: req.method,
    route: SAYS_NOTHING.test(route) ? path : route,
    ...(typeof organizationId === 'string' && { organizationId }),
  }
}
