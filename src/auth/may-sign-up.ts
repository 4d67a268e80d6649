/** Who may make an account: the invited; the domain's; everybody; and the first one through the set-up link. */
import type { DateTime } from 'luxon'

export type SignUpFacts = {
  /** SIGN_UP: invitation, open, or domain:example.com,example.org */
  policy: string
  hasPendingInvitation: boolean
  /** The set-up link is being used for this very address. */
  isSetUp: boolean
  /** A letter will prove the address before it is let in, or a provider vouches for it. */
  isProven: boolean
}
export type Verdict = { allowed: true } | { allowed: false; because: string }

/** Pure, so that the policy can be read and tested as a table. */
export function maySignUp(
  email: string,
  { policy, hasPendingInvitation, isSetUp, isProven }: SignUpFacts,
): Verdict {
  if (isSetUp || hasPendingInvitation || policy === 'open') return { allowed: true }
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase()
  const domains = policy.startsWith('domain:') ? policy.slice('domain:'.length).toLowerCase().split(',') : []
  if (domains.includes(domain)) return isProven ? { allowed: true } : { allowed: false, because: UNPROVEN }
  return {
    allowed: false,
    because:
      domains.length > 0
        ? `Accounts here are for people of ${domains.join(', ')}`
        : 'Accounts here are made by invitation: ask somebody of your organization to invite this address',
  }
}

const UNPROVEN =
  'Nothing shows that this address is yours: sign up with a password and the letter that follows, or ask for an invitation'

/** An invitation counts while it is open and has not run out. */
export const isOpen = (invitation: { status: string; expiresAt: DateTime }, now: DateTime): boolean =>
  invitation.status === 'pending' && invitation.expiresAt > now
