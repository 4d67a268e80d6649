/** What went wrong at Google, as a Refusal. Decided by the reason, then by the status. */
import { z } from 'zod'
import { Refusal, type RefusalCode } from '#lib/errors.ts'
import { retryAfterSeconds } from '#lib/http.ts'

const Thrown = z.object({
  status: z.coerce.number().optional(),
  response: z.object({ status: z.number(), headers: z.unknown(), data: z.unknown() }).optional(),
})
const Body = z.object({
  error: z.object({
    status: z.string().optional(),
    message: z.string().default(''),
    errors: z.array(z.object({ reason: z.string().default('') })).default([]),
  }),
})

/** Translates what Google's client throws; a bug of ours comes back as it was thrown. */
export function asRefusal(error: unknown): unknown {
  const thrown = Thrown.safeParse(error)
  if (!thrown.success || !(error instanceof Error)) return error
  const { response } = thrown.data
  if (!response) return isNetworkTrouble(error) ? unavailable('Google does not answer') : error

  const body = Body.safeParse(response.data)
  const reason = body.success ? (body.data.error.errors[0]?.reason ?? body.data.error.status ?? '') : ''
  const code = byReason[reason] ?? byStatus(response.status)
  return code === 'provider_unavailable'
    ? unavailable(`Google answered ${response.status} ${reason}`.trim(), retryAfter(response.headers))
    : new Refusal(code, `Google answered ${response.status} ${reason}`.trim())
}

const byReason: Record<string, RefusalCode> = {
  rateLimitExceeded: 'provider_unavailable',
  userRateLimitExceeded: 'provider_unavailable',
  quotaExceeded: 'provider_unavailable',
  dailyLimitExceeded: 'provider_unavailable',
  RESOURCE_EXHAUSTED: 'provider_unavailable',
  failedPrecondition: 'provider_unavailable',
  insufficientPermissions: 'scope_missing',
  ACCESS_TOKEN_SCOPE_INSUFFICIENT: 'scope_missing',
  PERMISSION_DENIED: 'scope_missing',
  forbidden: 'scope_missing',
  accessNotConfigured: 'provider_auth',
  SERVICE_DISABLED: 'provider_auth',
  fullSyncRequired: 'full_sync_required',
  updatedMinTooLongAgo: 'full_sync_required',
  deleted: 'not_found',
  pushNotSupportedForRequestedResource: 'provider_refused',
  'push.webhookUrlUnauthorized': 'provider_refused',
}

function byStatus(status: number): RefusalCode {
  if (status === 401) return 'grant_lost' // whether the whole grant is gone, a forced refresh will say
  if (status === 403) return 'scope_missing'
  if (status === 404) return 'not_found'
  if (status === 410) return 'full_sync_required'
  return status === 429 || status >= 500 ? 'provider_unavailable' : 'provider_refused'
}

const unavailable = (detail: string, seconds?: number) =>
  new Refusal('provider_unavailable', detail, {
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  })

/** The client may bring a `Headers` class of its own, so what counts is that it can be asked. */
function retryAfter(headers: unknown): number | undefined {
  const canBeAsked = typeof headers === 'object' && headers !== null && 'get' in headers
  if (!canBeAsked || typeof headers.get !== 'function') return undefined
  const known = new Headers()
  const [after, date]: unknown[] = [headers.get('retry-after'), headers.get('date')]
  if (typeof after === 'string') known.set('retry-after', after)
  if (typeof date === 'string') known.set('date', date)
  return retryAfterSeconds(known)
}

/** The client wraps what fetch throws; such an error carries a code or says that it was aborted. */
const isNetworkTrouble = (error: Error) =>
  'code' in error || /fetch failed|timeout|aborted|socket|network/i.test(`${error.name} ${error.message}`)
