/**
 * Is this message really from the sender that it claims to be from? Standard Webhooks, as Svix and Recall sign:
 * HMAC-SHA256 over `id.timestamp.body`, in headers named webhook-* or, from older senders, svix-*.
 * Pure, on the raw bytes, before anything is parsed: what is not verified is not read.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DateTime } from 'luxon'

export type WebhookHeaders = Readonly<Record<string, string | readonly string[] | undefined>>
export type WhyNotVerified =
  | 'no_secret' // this server was given none, so nothing can be trusted
  | 'no_signature' // one of the three headers is missing
  | 'bad_timestamp'
  | 'stale' // older, or further ahead, than the tolerance
  | 'bad_signature'
export type Verification = { ok: true; id: string } | { ok: false; why: WhyNotVerified }

export type SignedMessage = {
  /** As Node gives them: names in lower case. */
  headers: WebhookHeaders
  /** Untouched. Empty for a request without a body, such as a callback. */
  rawBody: Uint8Array
  /** `whsec_<base64>` each. Any may match: during a rotation, or where endpoints have secrets of their own. */
  secrets: readonly string[]
  now: DateTime
  toleranceSeconds?: number
}

/** A retried message is signed afresh and keeps its id: the window stops replays, the id stops repeats. */
export function verifyStandardWebhook(message: SignedMessage): Verification {
  const { rawBody, secrets, now, toleranceSeconds = 300 } = message
  const signed = signatureHeaders(message.headers)
  if (!signed) return { ok: false, why: 'no_signature' }
  const keys = secrets.map(keyOf).filter((key) => key.length > 0)
  if (keys.length === 0) return { ok: false, why: 'no_secret' }
  if (!/^\d{1,12}$/.test(signed.timestamp)) return { ok: false, why: 'bad_timestamp' }

  const content = Buffer.concat([Buffer.from(`${signed.id}.${signed.timestamp}.`), rawBody])
  const expected = keys.map((key) => createHmac('sha256', key).update(content).digest())
  const offered = v1Signatures(signed.signature)
  const matches = expected.flatMap((digest) => offered.map((other) => sameBytes(digest, other)))
  if (!matches.includes(true)) return { ok: false, why: 'bad_signature' }

  const ageSeconds = now.toSeconds() - Number(signed.timestamp)
  if (Math.abs(ageSeconds) > toleranceSeconds) return { ok: false, why: 'stale' }
  return { ok: true, id: signed.id }
}

/** Whether the sender claims to have signed it, in either family of headers. */
export const carriesSignature = (headers: WebhookHeaders): boolean =>
  ['webhook-signature', 'svix-signature'].some((name) => headers[name] !== undefined)

/** The three headers, all of one family: a mixture is not something that a sender does. */
function signatureHeaders(headers: WebhookHeaders) {
  for (const family of ['webhook', 'svix']) {
    const [id, timestamp, signature] = ['id', 'timestamp', 'signature'].map((part) => {
      const value = headers[`${family}-${part}`]
      return typeof value === 'string' ? value.trim() : ''
    })
    if (id && timestamp && signature) return { id, timestamp, signature }
  }
  return null
}

const keyOf = (secret: string) => Buffer.from(secret.trim().replace(/^whsec_/, ''), 'base64')

/** `v1,<base64> v1,<base64> v1a,…`: several while a secret rotates; other versions are not ours to judge. */
const MAX_SIGNATURES = 16
const v1Signatures = (header: string) =>
  header
    .split(' ')
    .slice(0, MAX_SIGNATURES)
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice('v1,'.length), 'base64'))

const sameBytes = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)
