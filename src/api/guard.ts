/** The same for every request: an id, safe headers, and no change that another site has caused. */
import type { RequestHandler } from 'express'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])
const CSP = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/** An id for the log and the answer; a proxy's own id is kept when it is a harmless one. */
export const identified: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id') ?? ''
  res.locals.requestId = /^[\w-]{8,64}$/.test(given) ? given : newId()
  res.set('x-request-id', res.locals.requestId)
  next()
}

export const safeHeaders: RequestHandler = (req, res, next) => {
  res.set({
    'content-security-policy': CSP,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    ...(req.secure && { 'strict-transport-security': 'max-age=31536000' }),
  })
  if (PERSONAL.test(req.path)) res.set('cache-control', 'no-store')
  next()
}

/** What is answered to one person, a refusal too, is kept by nobody on the way. */
const PERSONAL = /^\/(v1|api|calendars\/callback)\//

/**
 * A browser says where a request comes from (Origin, Sec-Fetch-Site). Unsafe methods from elsewhere are refused;
 * a program that sends neither header carries no cookie of a browser, and passes.
 */
export const sameOrigin =
  (publicUrl: string): RequestHandler =>
  (req, _res, next) => {
    if (SAFE.has(req.method)) return next()
    const origin = req.get('origin')
    const site = req.get('sec-fetch-site')
    const isForeign =
      origin !== undefined &&
      origin !== new URL(publicUrl).origin &&
      origin !== `${req.protocol}://${req.get('host')}`
    if (isForeign || site === 'cross-site') throw new Refusal('foreign_origin')
    next()
  }
