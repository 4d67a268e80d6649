/**
 * The token endpoint of OAuth 2.0, the same for both providers. Google's own client is not used for this: it turns
 * `expires_in` into an instant of the wall clock, and time here comes from one clock only.
 */
import { z } from 'zod'
import type { Tokens } from '#calendar/providers/provider.ts'
import { Refusal } from '#lib/errors.ts'
import { NoReply, type Reply, retryAfterSeconds, send } from '#lib/http.ts'

const LIMITS = { timeoutMs: 15_000, maxResponseBytes: 200_000 }

const Answer = z.object({
  access_token: z.string(),
  expires_in: z.coerce.number(),
  refresh_token: z.string().optional(),
  scope: z.string().default(''),
})
const Failure = z.object({ error: z.string(), error_description: z.string().default('') })

/** Ask for tokens. Throws `grant_lost`, `provider_auth` or `provider_unavailable`. */
export async function askForTokens(url: string, form: Record<string, string>): Promise<Tokens> {
  const reply = await post(url, form)
  if (reply.status !== 200) throw refusalOf(reply)
  const answer = Answer.parse(reply.body)
  return {
    accessToken: answer.access_token,
    expiresInSeconds: answer.expires_in,
    scopes: answer.scope.split(' ').filter((scope) => scope !== ''),
    ...(answer.refresh_token !== undefined && { refreshToken: answer.refresh_token }),
  }
}

/** Give a token back; one that is not valid any more is given back already. */
export async function revokeToken(url: string, token: string): Promise<void> {
  const reply = await post(url, { token })
  if (reply.status >= 500 || reply.status === 429) throw refusalOf(reply)
}

async function post(url: string, form: Record<string, string>): Promise<Reply> {
  try {
    const body = new URLSearchParams(form)
    return await send(url, { method: 'POST', body, headers: { accept: 'application/json' } }, LIMITS)
  } catch (error) {
    if (error instanceof NoReply)
      throw new Refusal('provider_unavailable', 'The sign-in server does not answer')
    throw error
  }
}

/** Our own client is refused: the operator's matter, and no person's connection changes. */
const OURS = [
  'invalid_client',
  'deleted_client',
  'unauthorized_client',
  'redirect_uri_mismatch',
  'invalid_scope',
]
/** The person must give the permission again. */
const THEIRS = [
  'invalid_grant',
  'interaction_required',
  'consent_required',
  'login_required',
  'access_denied',
]

function refusalOf({ status, body, headers }: Reply): Refusal {
  const failure = Failure.safeParse(body)
  const code = failure.success ? failure.data.error : ''
  if (OURS.includes(code))
    return new Refusal('provider_auth', `The sign-in server refuses this server's client: ${code}`)
  if (THEIRS.includes(code) && status < 500)
    return new Refusal('grant_lost', 'The permission has ended or was taken back: connect the calendar again')
  const seconds = retryAfterSeconds(headers)
  return new Refusal('provider_unavailable', `The sign-in server answered ${status}`, {
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  })
}
