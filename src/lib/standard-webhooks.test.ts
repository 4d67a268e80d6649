import { createHmac } from 'node:crypto'
import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { verifyStandardWebhook } from '#lib/standard-webhooks.ts'

const vector = {
  secret: 'whsec_cmVjYWxsLXNpbS1zZWNyZXQtMDEyMzQ1Njc4OWFiY2Q=',
  id: 'msg_sim_0001',
  timestamp: '1795255200',
  body: '{"event":"bot.done","data":{"data":{"code":"done","sub_code":null,"updated_at":"2026-11-21T10:00:00.000000+00:00"},"bot":{"id":"11111111-2222-4333-8444-555555555555","metadata":{}}}}',
  signature: 'v1,d4PpzLRwMBSU+RjQvhzvMM2PKprnQsxRzH7MExvIZ+4=',
  signatureOfNothing: 'v1,WkhOmuDcltX1mNeu0KnVG5UTaGQMB1RkYIJUxCu6Gjc=',
}
const now = DateTime.fromISO('2026-11-21T10:00:00Z', { zone: 'utc' })
const otherSecret = `whsec_${Buffer.from('another-secret-of-ours').toString('base64')}`

const headers = (more: Record<string, string | undefined> = {}) => ({
  'webhook-id': vector.id,
  'webhook-timestamp': vector.timestamp,
  'webhook-signature': vector.signature,
  ...more,
})
const verify = (more: Partial<Parameters<typeof verifyStandardWebhook>[0]> = {}) =>
  verifyStandardWebhook({
    headers: headers(),
    rawBody: Buffer.from(vector.body),
    secrets: [vector.secret],
    now,
    ...more,
  })

/** A second, plainer reading of the scheme, to check the first against. */
const sign = (secret: string, id: string, timestamp: string, body: Uint8Array) =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
    .update(`${id}.${timestamp}.`)
    .update(body)
    .digest('base64')}`

describe('a message is accepted', () => {
  test('with the known test vector', () => {
    expect(verify()).toEqual({ ok: true, id: vector.id })
  })

  test('without a body, as callbacks are sent', () => {
    const signed = headers({ 'webhook-signature': vector.signatureOfNothing })
    expect(verify({ headers: signed, rawBody: new Uint8Array() })).toEqual({ ok: true, id: vector.id })
  })

  test('with the older svix-* names', () => {
    const older = {
      'svix-id': vector.id,
      'svix-timestamp': vector.timestamp,
      'svix-signature': vector.signature,
    }
    expect(verify({ headers: older })).toEqual({ ok: true, id: vector.id })
  })

  test('when any secret and any of several signatures match', () => {
    const rotating = headers({ 'webhook-signature': `v1a,AAAA v1,AAAA ${vector.signature} v2,AAAA` })
    expect(verify({ headers: rotating, secrets: [otherSecret, vector.secret] }).ok).toBe(true)
  })

  test('at both ends of the tolerance, and not a second beyond', () => {
    expect(verify({ now: now.plus({ seconds: 300 }) }).ok).toBe(true)
    expect(verify({ now: now.minus({ seconds: 300 }) }).ok).toBe(true)
    expect(verify({ now: now.plus({ seconds: 301 }) })).toEqual({ ok: false, why: 'stale' })
    expect(verify({ now: now.minus({ seconds: 301 }) })).toEqual({ ok: false, why: 'stale' })
  })

  test('whatever its bytes are, also when they are not UTF-8', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.stringMatching(/^[\w.-]{1,40}$/),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        (body, id, keyBytes) => {
          const secret = `whsec_${Buffer.from(keyBytes).toString('base64')}`
          const signature = sign(secret, id, vector.timestamp, body)
          const signed = headers({ 'webhook-id': id, 'webhook-signature': signature })
          expect(verify({ headers: signed, rawBody: body, secrets: [secret] })).toEqual({ ok: true, id })
        },
      ),
    )
  })
})

describe('a forgery is refused', () => {
  test.each([
    ['no headers at all', {}, 'no_signature'],
    ['no id', headers({ 'webhook-id': undefined }), 'no_signature'],
    ['an empty signature', headers({ 'webhook-signature': ' ' }), 'no_signature'],
    [
      'families mixed',
      { 'webhook-id': 'm', 'svix-timestamp': '1', 'svix-signature': 'v1,x' },
      'no_signature',
    ],
    ['another id', headers({ 'webhook-id': 'msg_sim_0002' }), 'bad_signature'],
    ['a fresher timestamp', headers({ 'webhook-timestamp': '1795255201' }), 'bad_signature'],
    ['a timestamp that is no number', headers({ 'webhook-timestamp': '1795255200abc' }), 'bad_timestamp'],
    ['a timestamp in the future of all', headers({ 'webhook-timestamp': '9'.repeat(30) }), 'bad_timestamp'],
    [
      'the digest under another version',
      headers({ 'webhook-signature': vector.signature.replace('v1', 'v2') }),
      'bad_signature',
    ],
    [
      'the digest without a version',
      headers({ 'webhook-signature': vector.signature.slice(3) }),
      'bad_signature',
    ],
    ['half a digest', headers({ 'webhook-signature': vector.signature.slice(0, 20) }), 'bad_signature'],
    ['an empty digest', headers({ 'webhook-signature': 'v1,' }), 'bad_signature'],
  ])('%s', (_name, forged, why) => {
    expect(verify({ headers: forged })).toEqual({ ok: false, why })
  })

  test('without a usable secret, even when signed with an empty key', () => {
    const signature = sign('whsec_', vector.id, vector.timestamp, Buffer.from(vector.body))
    for (const secrets of [[], [''], ['whsec_']])
      expect(verify({ secrets, headers: headers({ 'webhook-signature': signature }) })).toEqual({
        ok: false,
        why: 'no_secret',
      })
  })

  test('with another secret', () => {
    expect(verify({ secrets: [otherSecret] })).toEqual({ ok: false, why: 'bad_signature' })
  })

  test('when a single bit of the body was changed', () => {
    const bytes = Buffer.from(vector.body)
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(7), (at, bit) => {
        const forged = Buffer.from(bytes)
        forged.writeUInt8(forged.readUInt8(at) ^ (1 << bit), at)
        expect(verify({ rawBody: forged })).toEqual({ ok: false, why: 'bad_signature' })
      }),
    )
  })

  test('when the boundary between id, timestamp and body was moved', () => {
    const [first, ...rest] = vector.timestamp
    const moved = headers({
      'webhook-id': `${vector.id}.${first}`,
      'webhook-timestamp': rest.join(''),
    })
    expect(verify({ headers: moved }).ok).toBe(false)
  })

  test('whatever the headers say, it never throws', () => {
    const text = fc.string({ maxLength: 60 })
    fc.assert(
      fc.property(text, text, text, (id, timestamp, signature) => {
        const made = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
        expect(verify({ headers: made }).ok).toBe(false)
      }),
    )
  })
})
