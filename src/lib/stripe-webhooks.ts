/**
 * Is this message really from Stripe? `Stripe-Signature: t=…,v1=…`, HMAC-SHA256 over `t.body`, with several v1 while
 * a secret is rotated (https://docs.stripe.com/webhooks#verify-manually). Pure, on the raw bytes, before parsing.
 */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { DateTime } from 'luxon'

export type StripeMessage = {
  /** The Stripe-Signature header. */
  header: string | undefined
  rawBody: Uint8Array
  /** As Stripe shows them, `whsec_…` and all: any may match. */
  secrets: readonly string[]
  now: DateTime
  toleranceSeconds?: number
}
export type WhyNotStripe = 'no_secret' | 'no_signature' | 'bad_timestamp' | 'bad_signature' | 'stale'

const MOST_SIGNATURES = 16

export function verifyStripeWebhook(message: StripeMessage): { ok: true } | { ok: false; why: WhyNotStripe } {
  const { header, rawBody, secrets, now, toleranceSeconds = 300 } = message
  const parts = (header ?? '').split(',').map((part) => part.trim().split('=', 2))
  const valuesOf = (name: string) => parts.flatMap(([key, value]) => (key === name && value ? [value] : []))
  const [timestamp] = valuesOf('t')
  const offered = valuesOf('v1').slice(0, MOST_SIGNATURES)
  if (timestamp === undefined || offered.length === 0) return { ok: false, why: 'no_signature' }
  if (secrets.length === 0) return { ok: false, why: 'no_secret' }
  if (!/^\d{1,12}$/.test(timestamp)) return { ok: false, why: 'bad_timestamp' }

  const content = Buffer.concat([Buffer.from(`${timestamp}.`), rawBody])
  const expected = secrets.map((secret) => createHmac('sha256', secret).update(content).digest())
  const matches = expected.flatMap((digest) =>
    offered.map((hex) => sameBytes(digest, Buffer.from(hex, 'hex'))),
  )
  if (!matches.includes(true)) return { ok: false, why: 'bad_signature' }
  if (Math.abs(now.toSeconds() - Number(timestamp)) > toleranceSeconds) return { ok: false, why: 'stale' }
  return { ok: true }
}

const sameBytes = (one: Buffer, other: Buffer) => one.length === other.length && timingSafeEqual(one, other)
