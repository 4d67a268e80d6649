import { createHmac } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { liveToken } from '#bots/life/live-token.ts'
import { newId } from '#lib/ids.ts'
import { type BotsRoom, botsRoom, WEBHOOK_SECRET } from '#test/bots-room.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute()))

type Signing = { id?: string; secret?: string; ageSeconds?: number; family?: 'webhook' | 'svix' }

function signature(body: string, signing: Signing = {}): Record<string, string> {
  const { id = `msg_${newId()}`, secret = WEBHOOK_SECRET, ageSeconds = 0, family = 'webhook' } = signing
  const timestamp = String(Math.floor(room.clock.now().toSeconds()) - ageSeconds)
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  const mac = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')
  const parts = { id, timestamp, signature: `v1,${mac}` }
  return Object.fromEntries(Object.entries(parts).map(([name, value]) => [`${family}-${name}`, value]))
}

const knock = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const answer = await fetch(`${room.url}/hooks${path}`, { method: 'POST', body, headers })
  return answer.status
}
const status = JSON.stringify({
  event: 'bot.done',
  data: {
    data: { code: 'done', sub_code: null, updated_at: '2026-11-23T09:00:00.123456+00:00' },
    bot: { id: 'somebody-elses', metadata: {} },
  },
})

describe("Recall's door", () => {
  test.each(['webhook', 'svix'] as const)('stores a message signed with %s headers, once', async (family) => {
    const headers = signature(status, { family })
    expect([await knock('/recall', status, headers), await knock('/recall', status, headers)]).toEqual([
      204, 204,
    ])
    expect(await room.inbox()).toMatchObject([
      { sender: 'recall', status: 'waiting', body: Buffer.from(status) },
    ])
  })

  test.each<[string, () => Record<string, string>]>([
    ['without a signature', () => ({})],
    ['signed with another secret', () => signature(status, { secret: `whsec_${btoa('a forger')}` })],
    ['signed six minutes ago', () => signature(status, { ageSeconds: 360 })],
    ['signed for the future', () => signature(status, { ageSeconds: -360 })],
    ['whose body was changed', () => signature(`${status} `)],
  ])('refuses a message %s, stores nothing, and counts it', async (_name, headers) => {
    const before = (await room.refused.get()).values.reduce((sum, { value }) => sum + value, 0)
    expect(await knock('/recall', status, headers())).toBe(401)
    expect(await room.inbox()).toEqual([])
    const after = (await room.refused.get()).values.reduce((sum, { value }) => sum + value, 0)
    expect(after).toBe(before + 1)
  })

  test('refuses more than a megabyte before reading it', async () => {
    const huge = 'x'.repeat(1_100_000)
    expect(await knock('/recall', huge, signature(huge))).toBe(413)
    expect(await room.inbox()).toEqual([])
  })

  test.each<[string, string, string]>([
    ['no JSON', 'hello', 'the body is not JSON'],
    ['no event', '{"data":{}}', 'the body names no event'],
    ['an event of a strange kind', '{"event":7}', 'the body names no event'],
    [
      'not what is documented',
      '{"event":"bot.done","data":{"data":{"code":"done"}}}',
      'the message is not as documented (data.data.updated_at: Invalid input',
    ],
  ])('a signed body with %s is kept and parked, in words', async (_name, body, sentence) => {
    expect(await knock('/recall', body, signature(body))).toBe(204)
    await room.drain()
    expect(await room.inbox()).toMatchObject([
      { status: 'parked', outcome: expect.stringContaining(sentence) },
    ])
  })

  test.each<[string, string, string]>([
    ['bot.done', status, 'about a bot that is not ours'],
    ['sdk_upload.complete', '{"event":"sdk_upload.complete"}', 'nothing here listens to this event'],
    ['bot.log', '{"event":"bot.log"}', "a remark in Recall's log"],
  ])('%s of no concern to us is ignored, in words', async (_name, body, sentence) => {
    await knock('/recall', body, signature(body))
    await room.drain()
    expect(await room.inbox()).toMatchObject([
      { status: 'ignored', outcome: expect.stringContaining(sentence) },
    ])
  })

  test('metadata that names another organization has no effect', async () => {
    const body = status.replace('"metadata":{}', `"metadata":{"org":"${newId()}","intent":"${newId()}"}`)
    await knock('/recall', body, signature(body))
    await room.drain()
    expect(await room.inbox()).toMatchObject([{ status: 'ignored' }])
  })
})

describe('the door for live words', () => {
  const bot = { organizationId: newId(), botId: newId() }
  const words = '{"event":"transcript.data","data":{"data":{"words":[]}}}'
  const path = () => `/recall/live/${liveToken(room.vault, bot)}`

  test('opens to the token of its address alone, once for the same words', async () => {
    expect([await knock(path(), words), await knock(path(), words)]).toEqual([204, 204])
    expect(await room.inbox()).toMatchObject([
      { sender: 'recall_live', organizationId: bot.organizationId, headers: { bot: bot.botId } },
    ])
  })

  test('but a signature that is there must hold', async () => {
    expect(await knock(path(), words, signature(words, { secret: `whsec_${btoa('a forger')}` }))).toBe(401)
    expect(await knock(path(), words, { 'webhook-signature': 'v1,x' })).toBe(401)
    expect(await knock(path(), words, signature(words))).toBe(204)
    expect(await room.inbox()).toHaveLength(1)
  })

  test('stays shut to any other token', async () => {
    const token = liveToken(room.vault, bot)
    const other = liveToken(room.vault, { ...bot, botId: newId() })
    const mixed = `${other.split('.')[0]}.${token.split('.')[1]}`
    for (const wrong of ['x', `${token}x`, mixed])
      expect(await knock(`/recall/live/${wrong}`, words)).toBe(401)
    expect(await room.inbox()).toEqual([])
  })
})

describe("Microsoft's and Google's doors", () => {
  test('say back the token by which Microsoft tries them', async () => {
    const answer = await fetch(`${room.url}/hooks/microsoft?validationToken=a%20b%3Cc`, { method: 'POST' })
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; charset=utf-8',
      'a b<c',
    ])
  })

  test('take nothing from a channel that is not ours', async () => {
    const google = {
      'x-goog-channel-id': newId(),
      'x-goog-channel-token': 't',
      'x-goog-resource-state': 'exists',
    }
    expect(await knock('/google', '', google)).toBe(204)
    const microsoft = JSON.stringify({ value: [{ subscriptionId: newId(), clientState: 's' }] })
    expect(await knock('/microsoft', microsoft, { 'content-type': 'application/json' })).toBe(202)
    expect(await room.inbox()).toEqual([])
  })
})
