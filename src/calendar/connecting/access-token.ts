/**
 * A token that is good now. Microsoft replaces the refresh token with each use, so only one worker refreshes at a
 * time and the new one is committed before anything is done with it. A lease in the row says who does, so that no
 * transaction is open during the call: a slow sign-in server must not hold the connections that webhooks need.
 */
import { setTimeout as pause } from 'node:timers/promises'
import type { Updateable } from 'kysely'
import { accessContext, refreshContext, sealedTokens } from '#calendar/connecting/sealed-tokens.ts'
import { type CalendarPorts, HELD_ELSEWHERE, portFor, SIGN_IN_AGAIN } from '#calendar/providers/provider.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import type { CalendarConnections } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'

export type TokenNeeds = CalendarPorts & { db: Db; clock: Clock; vault: Vault }
type Which = { organizationId: string; connectionId: string }

/** One that ends within this time is refreshed first. */
const MARGIN_MINUTES = 5

/**
 * Call the provider with a good token. When it is refused all the same, once more with a fresh one. Throws
 * `grant_lost` when there is none to be had, or when the provider wants the person to sign in again; a fresh token
 * that is refused without such a word is the provider's trouble, and nobody has to connect again for it.
 */
export async function withAccess<T>(
  needs: TokenNeeds,
  which: Which,
  call: (accessToken: string) => Promise<T>,
): Promise<T> {
  const first = await accessTokenFor(needs, which)
  try {
    return await call(first)
  } catch (error) {
    if (!isRefusal(error, 'grant_lost')) throw error
    if (error.extra.reply === HELD_ELSEWHERE) throw error
    const fresh = await accessTokenFor(needs, which, { insteadOf: first })
    return call(fresh).catch(refusedAgain)
  }
}

function refusedAgain(error: unknown): never {
  if (!isRefusal(error, 'grant_lost') || error.extra.reply === SIGN_IN_AGAIN) throw error
  throw new Refusal(
    'provider_unavailable',
    'The provider does not take the permission that it has just renewed',
  )
}

/** Longer than the call's own time-out; whoever holds a lease for longer has died. */
const LEASE_SECONDS = 30
/** Real time: others look this often, and for this long, whether the one who refreshes is done. */
const LOOK_EVERY_MS = 100
const MOST_LOOKS = 200
const RETRY_AFTER_SECONDS = 10

/** A good access token; `insteadOf` names one that the provider no longer takes. */
export async function accessTokenFor(
  needs: TokenNeeds,
  which: Which,
  { insteadOf }: { insteadOf?: string } = {},
): Promise<string> {
  for (let looks = 0; looks < MOST_LOOKS; looks++) {
    const turn = await needs.db.asOrganization(which.organizationId, (tx) =>
      takeTurn(tx, needs, which.connectionId, insteadOf),
    )
    if (turn.is === 'good') return turn.accessToken
    if (turn.is === 'mine') return refresh(needs, which, turn)
    await pause(LOOK_EVERY_MS)
  }
  throw new Refusal('provider_unavailable', 'The permission to read the calendar is still being renewed', {
    retryAfterSeconds: RETRY_AFTER_SECONDS,
  })
}

type Mine = { is: 'mine'; provider: string; refreshToken: string; version: number }
type Turn = Mine | { is: 'good'; accessToken: string } | { is: 'taken' }

/** Locks the row for a moment: the token is good, somebody else renews it, or it is ours to renew. */
async function takeTurn(
  tx: OrganizationTx,
  { vault, clock }: TokenNeeds,
  connectionId: string,
  insteadOf: string | undefined,
): Promise<Turn> {
  const now = clock.now()
  const row = await lockConnection(tx, connectionId)
  if (!row?.oauthRefreshToken) throw new Refusal('grant_lost', 'The calendar is not connected')
  const accessToken = row.oauthAccessToken && vault.open(row.oauthAccessToken, accessContext(connectionId))
  const isFresh = (row.accessTokenExpiresAt ?? now) > now.plus({ minutes: MARGIN_MINUTES })
  if (accessToken && isFresh && accessToken !== insteadOf) return { is: 'good', accessToken }
  if (row.refreshingUntil && row.refreshingUntil > now) return { is: 'taken' }

  await tx
    .updateTable('calendarConnections')
    .set({ refreshingUntil: now.plus({ seconds: LEASE_SECONDS }) })
    .where('id', '=', connectionId)
    .execute()
  const refreshToken = vault.open(row.oauthRefreshToken, refreshContext(connectionId))
  return { is: 'mine', provider: row.provider, refreshToken, version: row.tokenVersion }
}

/** Call, then save: unless the person has connected anew in the meantime, whose grant is the better one. */
async function refresh(needs: TokenNeeds, which: Which, { provider, refreshToken, version }: Mine) {
  const finish = (change: Updateable<CalendarConnections>) =>
    needs.db.asOrganization(which.organizationId, (tx) =>
      tx
        .updateTable('calendarConnections')
        .set({ ...change, refreshingUntil: null, updatedAt: needs.clock.now() })
        .where('id', '=', which.connectionId)
        .where('tokenVersion', '=', version)
        .execute(),
    )
  try {
    const tokens = await portFor(needs, provider).refresh(refreshToken)
    const sealed = sealedTokens(needs.vault, which.connectionId, tokens, needs.clock.now())
    await finish({ ...sealed, tokenVersion: version + 1 })
    return tokens.accessToken
  } catch (error) {
    await finish({})
    throw error
  }
}

const lockConnection = (tx: OrganizationTx, id: string) =>
  tx
    .selectFrom('calendarConnections')
    .select(['provider', 'oauthRefreshToken', 'oauthAccessToken', 'accessTokenExpiresAt'])
    .select(['refreshingUntil', 'tokenVersion'])
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
