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
const Failure = z.object({
  error: z.string(),
  error_description: z.string().default(''),
  error_codes: z.array(z.number()).default([]),
})

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

/** Microsoft's numbers for a client that is unknown or whose secret is wrong or has expired. */
const OUR_CODES = [7_000_215, 7_000_222, 700_016, 90_002, 700_084]

/** Microsoft says why in numbers: https://learn.microsoft.com/entra/identity-platform/reference-error-codes */
const sentences: Record<number, string> = {
  700082: 'The permission was not used for too long: connect the calendar again',
  50173: 'The permission was taken back, perhaps with a new password: connect the calendar again',
  65001: 'The permission was not given: connect the calendar again and allow it',
  65004: 'The permission was declined: connect the calendar again and allow it',
  90094: 'An administrator of your organization has to allow this first: ask them, then connect again',
  50076: 'Microsoft asks for a second factor: connect the calendar again to confirm it',
  50079: 'Microsoft asks for a second factor: connect the calendar again to set it up',
  50158: 'Your organization asks for another check: connect the calendar again',
  53003: 'A rule of your organization keeps this server out: ask its administrator',
  53000: 'A rule of your organization allows managed devices only: ask its administrator',
  50034: 'The account does not exist any more: disconnect the calendar',
  50057: 'The account is disabled: ask its administrator, then connect again',
  50020: 'The account belongs to another organization: connect with the right one',
}

const grantSentence = (codes: readonly number[]): string =>
  codes.flatMap((code) => sentences[code] ?? [])[0] ??
  'The permission has ended or was taken back: connect the calendar again'

function refusalOf({ status, body, headers }: Reply): Refusal {
  const failure = Failure.safeParse(body)
  const code = failure.success ? failure.data.error : ''
  const codes = failure.success ? failure.data.error_codes : []
  if (OURS.includes(code) || codes.some((one) => OUR_CODES.includes(one)))
    return new Refusal('provider_auth', `The sign-in server refuses this server's client: ${code}`)
  if (THEIRS.includes(code) && status < 500) return new Refusal('grant_lost', grantSentence(codes))
  const seconds = retryAfterSeconds(headers)
  return new Refusal('provider_unavailable', `The sign-in server answered ${status}`, {
    ...(seconds !== undefined && { retryAfterSeconds: seconds }),
  })
}
