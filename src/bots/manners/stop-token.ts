/**
 * The link that a bot puts into the meeting's chat, by which anybody there can stop it. It is good for one meeting of
 * one organization, needs no row, and says nothing to whoever did not get it from us.
 */
import type { Vault } from '#lib/vault.ts'

export type Stoppable = { organizationId: string; sessionId: string }

const PURPOSE = 'stop link of a meeting'
const ID_BYTES = 16

/** Safe in a path; always the same for the same meeting. */
export function stopToken(vault: Vault, { organizationId, sessionId }: Stoppable): string {
  const ids = Buffer.concat([bytesOf(organizationId), bytesOf(sessionId)]).toString('base64url')
  return `${ids}.${vault.sign(PURPOSE, ids)}`
}

/** null where we never made this token. */
export function readStopToken(vault: Vault, token: string): Stoppable | null {
  const [ids = '', signature = ''] = token.split('.')
  const bytes = Buffer.from(ids, 'base64url')
  if (bytes.length !== 2 * ID_BYTES || !vault.verify(PURPOSE, ids, signature)) return null
  return {
    organizationId: uuidOf(bytes.subarray(0, ID_BYTES)),
    sessionId: uuidOf(bytes.subarray(ID_BYTES)),
  }
}

const bytesOf = (uuid: string) => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer) =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
