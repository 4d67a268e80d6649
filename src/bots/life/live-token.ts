/**
 * The address that live words come to carries which bot they belong to, sealed: Recall signs real-time messages only
 * for some workspaces, so the token has to suffice (https://docs.recall.ai/docs/real-time-webhook-endpoints).
 */
import type { Vault } from '#lib/vault.ts'

export type LiveBot = { organizationId: string; botId: string }

const PURPOSE = 'recall live words'
const ID_BYTES = 16

/** Safe in a path; the same for the same bot, so that a repeated request for a bot has the same body. */
export function liveToken(vault: Vault, { organizationId, botId }: LiveBot): string {
  const ids = Buffer.concat([bytesOf(organizationId), bytesOf(botId)]).toString('base64url')
  return `${ids}.${vault.sign(PURPOSE, ids)}`
}

/** Whose words come in through this address; null where we never made it. */
export function readLiveToken(vault: Vault, token: string): LiveBot | null {
  const [ids = '', signature = ''] = token.split('.')
  const bytes = Buffer.from(ids, 'base64url')
  if (bytes.length !== 2 * ID_BYTES || !vault.verify(PURPOSE, ids, signature)) return null
  return { organizationId: uuidOf(bytes.subarray(0, ID_BYTES)), botId: uuidOf(bytes.subarray(ID_BYTES)) }
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** How the door passes on whose words these are; read by liveBotOf. */
export const liveHeaders = ({ organizationId, botId }: LiveBot): Record<string, string> => ({
  organization: organizationId,
  bot: botId,
})

/** Whose words a message from the inbox carries. */
export const liveBotOf = ({ organization, bot }: Readonly<Record<string, string>>): LiveBot | null =>
  organization && bot ? { organizationId: organization, botId: bot } : null
