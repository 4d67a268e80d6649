/**
 * The way to the provider's consent page and back. What we must remember in between travels sealed in `state`:
 * who asked, for which provider, who is to read the calendar, the PKCE verifier, until when. It is good only in a browser that is signed in as
 * that same person, whose sign-in cookie comes along: a link that somebody else began leads nowhere.
 */
import { createHash } from 'node:crypto'
import { DateTime } from 'luxon'
import { z } from 'zod'
import { type CalendarPorts, type ProviderName, portFor } from '#calendar/providers/provider.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newToken } from '#lib/ids.ts'
import type { Vault } from '#lib/vault.ts'

const LIFE_MINUTES = 10
const CONTEXT = 'calendar connect state'

export type Person = { organizationId: string; userId: string }
/** Who reads the calendar: we do, or Recall does it for us (Calendar V2). A connection is one or the other. */
export const ways = ['direct', 'recall'] as const
export type Way = (typeof ways)[number]
type Wanted = Person & { provider: ProviderName; email: string; through?: Way }
type Needs = CalendarPorts & { vault: Vault; clock: Clock; publicUrl: string }

/** Where the provider sends the browser back to; it must be registered there. */
export const redirectUri = (publicUrl: string, provider: ProviderName) =>
  `${publicUrl}/calendars/callback/${provider}`

/** Where to send the browser. Refuses where the provider is off, or Recall holds no calendars for this server. */
export function beginConnecting(
  needs: Needs,
  { organizationId, userId, provider, email, through = 'direct' }: Wanted,
): string {
  if (through === 'recall' && !needs.recallCalendars) throw new Refusal('feature_off')
  const verifier = newToken()
  const expiresAt = needs.clock.now().plus({ minutes: LIFE_MINUTES }).toMillis()
  const remembered = { organizationId, userId, provider, through, verifier, expiresAt }
  return portFor(needs, provider).authorizeUrl({
    state: needs.vault.seal(JSON.stringify(remembered), CONTEXT),
    codeChallenge: createHash('sha256').update(verifier).digest('base64url'),
    redirectUri: redirectUri(needs.publicUrl, provider),
    loginHint: email,
  })
}

const Remembered = z.object({
  organizationId: z.uuid(),
  userId: z.uuid(),
  provider: z.string(),
  through: z.enum(ways),
  verifier: z.string(),
  expiresAt: z.number(),
})

/** What was remembered of a way that this person began here, for this provider, not too long ago. */
export function begunBy(
  { vault, clock }: Pick<Needs, 'vault' | 'clock'>,
  state: string,
  { organizationId, userId, provider }: Person & { provider: ProviderName },
): { verifier: string; through: Way } {
  const begun = opened(vault, state)
  const isTheirs =
    begun?.userId === userId && begun.organizationId === organizationId && begun.provider === provider
  if (!begun || !isTheirs) throw new Refusal('not_allowed', 'This was begun by somebody else, or not here')
  if (DateTime.fromMillis(begun.expiresAt) <= clock.now())
    throw new Refusal('gone', 'That took too long: begin again')
  return begun
}

function opened(vault: Vault, state: string) {
  try {
    return Remembered.parse(JSON.parse(vault.open(state, CONTEXT)))
  } catch {
    return null // whatever it is, we did not write it
  }
}
