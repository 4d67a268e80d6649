// Google's error bodies. https://developers.google.com/workspace/calendar/api/guides/errors
import type { Response } from 'express'

export type Problem = { status: number; reason: string; message: string; location?: string }

export function refuse(res: Response, { status, reason, message, location }: Problem): void {
  const where = location && { locationType: location === 'Authorization' ? 'header' : 'parameter', location }
  const domain = status === 410 ? 'calendar' : isUsage(reason) ? 'usageLimits' : 'global'
  res.status(status).json({
    error: { errors: [{ domain, reason, message, ...where }], code: status, message },
  })
}

const isUsage = (reason: string) => /limit|quota/i.test(reason)

export const notSignedIn: Problem = {
  status: 401,
  reason: 'authError',
  message: 'Invalid Credentials',
  location: 'Authorization',
}
export const scopeMissing: Problem = {
  status: 403,
  reason: 'insufficientPermissions',
  message: 'Insufficient Permission: Request had insufficient authentication scopes.',
}
export const overQuota: Problem = {
  status: 403,
  reason: 'userRateLimitExceeded',
  message: 'User Rate Limit Exceeded',
}
export const notFound: Problem = { status: 404, reason: 'notFound', message: 'Not Found' }
export const fullSync: Problem = {
  status: 410,
  reason: 'fullSyncRequired',
  message: 'Sync token is no longer valid, a full sync is required.',
  location: 'syncToken',
}
export const invalid = (message: string, reason = 'invalid', location?: string): Problem => ({
  status: 400,
  reason,
  message,
  ...(location && { location }),
})
