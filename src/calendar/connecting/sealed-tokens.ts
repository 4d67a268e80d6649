/** Tokens as they stand in the table: sealed for their row, with the instant from which the access token is stale. */
import type { DateTime } from 'luxon'
import type { Tokens } from '#calendar/providers/provider.ts'
import type { Vault } from '#lib/vault.ts'

export const refreshContext = (connectionId: string) => `calendar_connections:${connectionId}:refresh`
export const accessContext = (connectionId: string) => `calendar_connections:${connectionId}:access`

/** The columns to set. Without a new refresh token the old one stays. */
export const sealedTokens = (vault: Vault, connectionId: string, tokens: Tokens, now: DateTime) => ({
  oauthAccessToken: vault.seal(tokens.accessToken, accessContext(connectionId)),
  accessTokenExpiresAt: now.plus({ seconds: tokens.expiresInSeconds }),
  ...(tokens.refreshToken !== undefined && {
    oauthRefreshToken: vault.seal(tokens.refreshToken, refreshContext(connectionId)),
  }),
})
