/**
 * The token in a letter's links: it names the letter, and is good for nothing but to stop such letters to its recipient
 * and to ask not to be recorded. Signed, not stored: a dump of the database holds no usable link.
 */
import { z } from 'zod'
import type { Vault } from '#lib/vault.ts'

export type MailLink = { organizationId: string; notificationId: string }

const PURPOSE = 'letters'

export function mailToken(vault: Pick<Vault, 'sign'>, { organizationId, notificationId }: MailLink): string {
  const value = `${organizationId}.${notificationId}`
  return `${value}.${vault.sign(PURPOSE, value)}`
}

/** Null for a token that we did not make. */
export function readMailToken(vault: Pick<Vault, 'verify'>, token: string): MailLink | null {
  const [organizationId = '', notificationId = '', signature = ''] = token.split('.')
  const isOurs = vault.verify(PURPOSE, `${organizationId}.${notificationId}`, signature)
  const isNamed = [organizationId, notificationId].every((id) => z.uuid().safeParse(id).success)
  return isOurs && isNamed ? { organizationId, notificationId } : null
}
