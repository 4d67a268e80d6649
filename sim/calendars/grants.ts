// What people allowed: codes, grants and tokens of one provider's OAuth, kept with the rest of the state.
import { createHash, randomBytes } from 'node:crypto'
import type { SimClock } from '../clock.ts'
import type { Store } from '../store.ts'
import type { ProviderName } from './types.ts'

export type Grant = { id: string; email: string; scopes: string[]; revoked: boolean }
type Access = { grantId: string; expiresAt: number }
type Code = {
  grantId: string
  clientId: string
  redirectUri: string
  challenge: string | null
  nonce: string | null
  offline: boolean
  expiresAt: number
}
export type Redeemed = { grant: Grant; nonce: string | null; offline: boolean }

export const ACCESS_LIFE_SECONDS = 3599
const CODE_LIFE_MS = 10 * 60_000
export type Grants = ReturnType<typeof openGrants>

export function openGrants(
  { clock, store }: { clock: SimClock; store: Store },
  provider: ProviderName,
  prefix: { access: string; refresh: string; code: string },
) {
  const grants = store.collection<Grant>(`${provider}-grants`)
  const codes = store.collection<Code>(`${provider}-codes`)
  const access = store.collection<Access>(`${provider}-access-tokens`)
  const refresh = store.collection<{ grantId: string }>(`${provider}-refresh-tokens`)
  const alive = (id: string | undefined) => {
    const grant = id === undefined ? undefined : grants.get(id)
    return grant && !grant.revoked ? grant : null
  }
  const end = (grant: Grant) => grants.set(grant.id, { ...grant, revoked: true })

  return {
    make(email: string, scopes: string[]): Grant {
      const grant = { id: secret(), email, scopes, revoked: false }
      grants.set(grant.id, grant)
      return grant
    },
    /** Whether this person agreed to anything before and has not taken it back. */
    has: (email: string) => grants.values().some((grant) => grant.email === email && !grant.revoked),
    codeFor(grant: Grant, request: Omit<Code, 'grantId' | 'expiresAt'>): string {
      const code = `${prefix.code}${secret()}`
      codes.set(code, { ...request, grantId: grant.id, expiresAt: clock.now() + CODE_LIFE_MS })
      return code
    },
    /** A code works once, for the client, the address and the verifier that it was made for. Otherwise null. */
    redeem(code: string, by: { clientId: string; redirectUri: string; verifier: string }): Redeemed | null {
      const made = codes.get(code)
      codes.delete(code)
      const grant = alive(made?.grantId)
      if (!made || !grant || made.expiresAt < clock.now()) return null
      if (made.clientId !== by.clientId || made.redirectUri !== by.redirectUri) return null
      if (made.challenge !== null && made.challenge !== s256(by.verifier)) return null
      return { grant, nonce: made.nonce, offline: made.offline }
    },
    accessFor(grant: Grant): string {
      const token = `${prefix.access}${secret()}`
      access.set(token, { grantId: grant.id, expiresAt: clock.now() + ACCESS_LIFE_SECONDS * 1000 })
      return token
    },
    refreshFor(grant: Grant): string {
      const token = `${prefix.refresh}${secret()}`
      refresh.set(token, { grantId: grant.id })
      return token
    },
    byAccess(token: string): Grant | null {
      const known = access.get(token)
      return known && known.expiresAt > clock.now() ? alive(known.grantId) : null
    },
    byRefresh: (token: string) => alive(refresh.get(token)?.grantId),
    drop: (token: string) => refresh.delete(token),
    /** False when there was nothing left to revoke. */
    revokeToken(token: string): boolean {
      const grant = alive(refresh.get(token)?.grantId ?? access.get(token)?.grantId)
      if (grant) end(grant)
      return grant !== null
    },
    revoke: (email: string) =>
      grants
        .values()
        .filter((grant) => grant.email === email)
        .forEach(end),
    /** Every access token that was given out has just run out. */
    expireAccess() {
      for (const [token, known] of access.entries()) access.set(token, { ...known, expiresAt: clock.now() })
    },
  }
}

const secret = () => randomBytes(24).toString('base64url')
const s256 = (verifier: string) => createHash('sha256').update(verifier).digest('base64url')
