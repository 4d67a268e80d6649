/**
 * The link that a bot puts into the meeting's chat, by which anybody there can stop it. It is good for one meeting of
 * one organization, needs no row, and says nothing to whoever did not get it from us.
 */
import type { Vault } from '#lib/vault.ts'

export type Stoppable = { organizationId: string; sessionId: string }

const PURPOSE = 'stop link of a meeting'
const ID_BYTES = 16

/** Safe in a path; always the same for the same meeting. */
export function stopToken(vault: Vault, meeting: Stoppable): string {
  const ids = idsOf(meeting)
  return `${ids}.${vault.sign(PURPOSE, ids)}`
}

export const stopUrlOf = (needs: { vault: Vault; publicUrl: string }, meeting: Stoppable): string =>
  `${needs.publicUrl}/stop/${stopToken(needs.vault, meeting)}`

/** How the link of this meeting can be told from others, without the secret that makes it work. */
export const stopPath = (meeting: Stoppable): string => `/stop/${idsOf(meeting)}`

const idsOf = ({ organizationId, sessionId }: Stoppable) =>
  Buffer.concat([bytesOf(organizationId), bytesOf(sessionId)]).toString('base64url')

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
