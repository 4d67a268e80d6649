// Signatures as Recall sends them: the Standard Webhooks scheme with an HMAC over id, time and raw body.
import { createHmac } from 'node:crypto'

export type HeaderFamily = 'webhook' | 'svix'

/** `secrets` are whsec_<base64>; during a rotation there are two, and any one match is good. Time in seconds. */
export function signed(
  body: string,
  { secrets, id, seconds, family }: { secrets: string[]; id: string; seconds: number; family: HeaderFamily },
): Record<string, string> {
  const signatures = secrets.map((secret) => `v1,${digest(secret, `${id}.${seconds}.${body}`)}`)
  return {
    [`${family}-id`]: id,
    [`${family}-timestamp`]: String(seconds),
    [`${family}-signature`]: signatures.join(' '),
  }
}

function digest(secret: string, text: string): string {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  return createHmac('sha256', key).update(text).digest('base64')
}
