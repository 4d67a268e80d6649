/** What went wrong at Microsoft Graph, as a Refusal. Decided by the code, then by the status. */
import { GraphError } from '@microsoft/microsoft-graph-client'
import { SIGN_IN_AGAIN } from '#calendar/providers/provider.ts'
import { Refusal, type RefusalCode } from '#lib/errors.ts'
import { retryAfterSeconds } from '#lib/http.ts'

/** Translates what Microsoft's client throws; a bug of ours comes back as it was thrown. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof GraphError)) return error
  const { statusCode, headers } = error
  const name = error.code ?? ''
  if (statusCode === -1)
    return isNetworkTrouble(name) ? new Refusal('provider_unavailable', 'Microsoft does not answer') : error
  const code = byCode[name] ?? byStatus(statusCode)
  if (statusCode === 401 && headers?.get('www-authenticate')?.includes('insufficient_claims'))
    return new Refusal(
      'grant_lost',
      'Microsoft asks for more: sign in again by connecting the calendar anew',
      {
        reply: SIGN_IN_AGAIN, // continuous access evaluation: the token is good, the person's session is not
      },
    )
  const seconds = headers && retryAfterSeconds(headers)
  return new Refusal(code, `Microsoft answered ${statusCode} ${name}`.trim(), {
    ...(code === 'provider_unavailable' && seconds !== undefined && { retryAfterSeconds: seconds }),
  })
}

const byCode: Record<string, RefusalCode> = {
  SyncStateNotFound: 'full_sync_required',
  resyncRequired: 'full_sync_required',
  syncStateInvalid: 'full_sync_required',
  ErrorAccessDenied: 'scope_missing',
  Authorization_RequestDenied: 'scope_missing',
  ErrorMailboxMoveInProgress: 'provider_unavailable',
  ErrorMailboxStoreUnavailable: 'provider_unavailable',
  ErrorInternalServerTransientError: 'provider_unavailable',
}

function byStatus(status: number): RefusalCode {
  if (status === 401) return 'grant_lost' // whether the whole grant is gone, a forced refresh will say
  if (status === 403) return 'scope_missing'
  if (status === 404) return 'not_found'
  if (status === 410) return 'full_sync_required'
  return status === 429 || status >= 500 || status === 409 || status === 412
    ? 'provider_unavailable'
    : 'provider_refused'
}

/** The client keeps the name of what fetch threw as the code. */
const isNetworkTrouble = (name: string) => ['TypeError', 'TimeoutError', 'AbortError'].includes(name)
