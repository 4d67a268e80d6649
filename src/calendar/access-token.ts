/**
 * A token that is good now. Microsoft replaces the refresh token with each use, so only one worker may refresh at a
 * time and the new one is committed before anything is done with it. This is the one place where a call is made
 * while a row is locked: the lock lasts for that call alone, and the call has a short time-out.
 */
import { sql } from 'kysely'
import { type CalendarPorts, portFor } from '#calendar/provider.ts'
import { accessContext, refreshContext, sealedTokens } from '#calendar/sealed-tokens.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal, Refusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'

export type TokenNeeds = CalendarPorts & { db: Db; clock: Clock; vault: Vault }
type Which = { organizationId: string; connectionId: string }

/** One that ends within this time is refreshed first. */
const MARGIN_MINUTES = 5

/**
 * Call the provider with a good token. When it is refused all the same, once more with a fresh one. Throws
 * `grant_lost` when there is none to be had.
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
    return call(await accessTokenFor(needs, which, { insteadOf: first }))
  }
}

/** A good access token; `insteadOf` names one that the provider no longer takes. */
export function accessTokenFor(
  needs: TokenNeeds,
  { organizationId, connectionId }: Which,
  { insteadOf }: { insteadOf?: string } = {},
): Promise<string> {
  return needs.db.asOrganization(organizationId, async (tx) => {
    const row = await lockConnection(tx, connectionId)
    if (!row?.oauthRefreshToken) throw new Refusal('grant_lost', 'The calendar is not connected')
    const current =
      row.oauthAccessToken && needs.vault.open(row.oauthAccessToken, accessContext(connectionId))
    const isFresh =
      (row.accessTokenExpiresAt ?? needs.clock.now()) > needs.clock.now().plus({ minutes: MARGIN_MINUTES })
    if (current && isFresh && current !== insteadOf) return current

    const old = needs.vault.open(row.oauthRefreshToken, refreshContext(connectionId))
    const tokens = await portFor(needs, row.provider).refresh(old)
    await tx
      .updateTable('calendarConnections')
      .set({
        ...sealedTokens(needs.vault, connectionId, tokens, needs.clock.now()),
        tokenVersion: sql`token_version + 1`,
        updatedAt: needs.clock.now(),
      })
      .where('id', '=', connectionId)
      .execute()
    return tokens.accessToken
  })
}

const lockConnection = (tx: OrganizationTx, id: string) =>
  tx
    .selectFrom('calendarConnections')
    .select(['provider', 'oauthRefreshToken', 'oauthAccessToken', 'accessTokenExpiresAt'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
