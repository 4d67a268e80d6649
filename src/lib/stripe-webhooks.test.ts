import { createHmac } from 'node:crypto'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { verifyStripeWebhook } from '#lib/stripe-webhooks.ts'

const now = DateTime.fromISO('2026-11-21T10:00:00Z', { zone: 'utc' })
const body = Buffer.from('{"id":"evt_1","type":"invoice.paid"}')
const [older, newer] = ['whsec_older', 'whsec_newer']
const t = now.toUnixInteger()
const sign = (secret: string, at: number | string = t, bytes = body) =>
  createHmac('sha256', secret).update(`${at}.`).update(bytes).digest('hex')
const verify = (header: string | undefined, secrets: string[] = [older, newer]) =>
  verifyStripeWebhook({ header, rawBody: body, secrets, now })

describe('a message from Stripe', () => {
  test.each([
    ['with one signature', `t=${t},v1=${sign(newer)}`],
    ['while the secret is rotated', `t=${t},v1=${sign('a third one')},v1=${sign(older)}`],
    ['with a version that we do not know beside it', `t=${t},v0=00,v1=${sign(older)}`],
  ])('%s is accepted', (_name, header) => expect(verify(header)).toEqual({ ok: true }))

  test.each([
    ['nothing', undefined, 'no_signature'],
    ['a time and no signature', `t=${t}`, 'no_signature'],
    ['a signature and no time', `v1=${sign(older)}`, 'no_signature'],
    ['another secret', `t=${t},v1=${sign('x')}`, 'bad_signature'],
    ['another time', `t=${t + 1},v1=${sign(older)}`, 'bad_signature'],
    ['a shortened signature', `t=${t},v1=${sign(older).slice(2)}`, 'bad_signature'],
    ['another body', `t=${t},v1=${sign(older, t, Buffer.from('{}'))}`, 'bad_signature'],
    ['a time that is none', `t=x,v1=${sign(older, 'x')}`, 'bad_timestamp'],
    ['an old message, once more', `t=${t - 301},v1=${sign(older, t - 301)}`, 'stale'],
  ])('with %s is refused', (_name, header, why) => expect(verify(header)).toEqual({ ok: false, why }))

  test('is refused where this server has no secret', () =>
    expect(verify(`t=${t},v1=${sign('')}`, [])).toEqual({ ok: false, why: 'no_secret' }))
})
