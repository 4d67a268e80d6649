/**
 * Whatever comes in through the doors for providers: nothing crashes, nothing is answered with a 5xx, nothing forged
 * has an effect, and each message that was taken ends with an outcome in words. More with BAD_INPUT=50000.
 */
import { createHmac } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { newId } from '#lib/ids.ts'
import { type BotsRoom, botsRoom, WEBHOOK_SECRET } from '#test/bots-room.ts'
import { type Attempt, knockAll } from './knocker.ts'
import { mutated, type Random, randomFrom } from './mutate.ts'

const MUTATED = Number(process.env.BAD_INPUT ?? 10_000)
const FORGED = 20_000
const SEED = 4

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())

const intent = newId()
const bot = { id: 'b0b0b0b0-0000-4000-8000-000000000001', metadata: { org: newId(), intent, env: 'local' } }
const status = { code: 'in_call_recording', sub_code: null, updated_at: '2026-11-23T09:05:00.000412+00:00' }
const GENUINE: unknown[] = [
  { event: 'bot.in_call_recording', data: { data: status, bot } },
  {
    event: 'bot.log',
    data: { bot_id: bot.id, log: { level: 'info', message: 'x', created_at: status.updated_at } },
  },
  {
    event: 'transcript.done',
    data: {
      data: { ...status, code: 'done' },
      transcript: { id: newId() },
      recording: { id: newId(), metadata: {} },
      bot,
    },
  },
  { event: 'calendar.update', data: { calendar_id: newId() } },
]
const DOCUMENTED = '../shared/data/recall/webhooks.json'

const Schemas = z.record(z.string(), z.looseObject({ examples: z.array(z.record(z.string(), z.unknown())) }))
const Listed = z.object({ data: z.array(z.object({ name: z.string(), schemas: Schemas.nullable() })) })

/** Where the provider's own samples of all its types are at hand, they are mutated, too. */
function genuine(): unknown[] {
  if (!existsSync(DOCUMENTED)) return GENUINE
  const { data } = Listed.parse(JSON.parse(readFileSync(DOCUMENTED, 'utf8')))
  const samples = data.flatMap(({ name, schemas }) => {
    const examples = Object.values(schemas ?? {}).flatMap((schema) => schema.examples)
    return (examples.length > 0 ? examples : [{ data: {} }]).map((example) => ({ event: name, ...example }))
  })
  return [...GENUINE, ...samples]
}

type Signed = { id: string; at: number; body: string | Buffer; secret?: string }

function signature({ id, at, body, secret = WEBHOOK_SECRET }: Signed): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.`).update(body).digest('base64')}`
}

const headersOf = (family: string, id: string, at: number | string, signed: string) => ({
  [`${family}-id`]: id,
  [`${family}-timestamp`]: String(at),
  [`${family}-signature`]: signed,
})

function* mutations(count: number, random: Random): Generator<Attempt> {
  const from = genuine()
  const at = room.clock.now().toUnixInteger()
  for (let n = 0; n < count; n++) {
    const id = `msg_${n}`
    const body = mutated(from[n % from.length], random)
    const family = n % 2 ? 'webhook' : 'svix'
    yield { path: '/hooks/recall', body, headers: headersOf(family, id, at, signature({ id, at, body })) }
  }
}

test(`${MUTATED} mutated but validly signed messages: each is taken, and ends in words`, {
  timeout: 600_000,
}, async () => {
  const statuses = await knockAll(room.url, mutations(MUTATED, randomFrom(SEED)))
  expect(Object.fromEntries(statuses)).toEqual({ 204: MUTATED })
  while ((await room.drain()) > 0);
  const ended = await room.db.asSystem((tx) =>
    tx
      .selectFrom('webhookInbox')
      .select(['status', (eb) => eb.fn.countAll<number>().as('count')])
      .select((eb) => eb.fn.count<number>('outcome').as('said'))
      .groupBy('status')
      .execute(),
  )
  expect(ended.find((row) => row.status === 'waiting')).toBeUndefined()
  expect(ended.reduce((sum, { count }) => sum + Number(count), 0)).toBe(MUTATED)
  for (const { count, said, status } of ended) if (status !== 'done') expect(said).toBe(count)
  const gaveUp = await room.db.asSystem((tx) =>
    tx
      .selectFrom('webhookInbox')
      .select(['outcome', 'body'])
      .where('outcome', 'like', '%tries%')
      .limit(3)
      .execute(),
  )
  expect(gaveUp.map(({ outcome, body }) => [outcome, body.toString()])).toEqual([]) // a handler that throws is a bug
})

type Forgery = (genuine: { id: string; at: number; body: string }, random: Random) => Attempt['headers']

const some = (random: Random, text: string) => Math.floor(random() * text.length)
const flipped = (random: Random, text: string) => {
  const place = some(random, text)
  return `${text.slice(0, place)}${text[place] === 'A' ? 'B' : 'A'}${text.slice(place + 1)}`
}
/** The last character of 32 bytes in base64 carries two bits that mean nothing: it is left alone. */
const flippedSignature = (random: Random, signed: string) =>
  `v1,${flipped(random, signed.slice(3, 45))}${signed.slice(45)}`

const FORGERIES: Forgery[] = [
  (g, r) => headersOf('webhook', g.id, g.at, flippedSignature(r, signature(g))),
  (g, r) => headersOf('svix', g.id, g.at, signature(g).slice(0, 3 + some(r, signature(g).slice(3, 43)))),
  (g) => headersOf('webhook', `${g.id}x`, g.at, signature(g)),
  (g, r) => headersOf('webhook', g.id, g.at + 1 + Math.floor(r() * 200), signature(g)),
  (g) => headersOf('webhook', g.id, g.at, signature(g).replace('v1,', 'v1a,')),
  (g) => headersOf('webhook', g.id, g.at, signature(g).replace('v1,', 'v2,')),
  (g) =>
    headersOf(
      'svix',
      g.id,
      g.at,
      signature({ ...g, secret: `whsec_${btoa('an old secret, long retired')}` }),
    ),
  (g) =>
    headersOf('svix', g.id, g.at, Array.from({ length: 50 }, () => `v1,${btoa('x'.repeat(32))}`).join(' ')),
  (g) => ({ 'webhook-id': g.id, 'svix-timestamp': String(g.at), 'webhook-signature': signature(g) }),
  (g) => headersOf('webhook', g.id, g.at - 400, signature({ ...g, at: g.at - 400 })),
  (g) => headersOf('webhook', g.id, g.at + 400, signature({ ...g, at: g.at + 400 })),
  (g) => headersOf('webhook', g.id, `${g.at}.0`, signature(g)),
  (g) => headersOf('webhook', g.id, g.at, signature({ ...g, body: `${g.body} ` })),
  (g) => headersOf('webhook', g.id, g.at, ''),
  () => ({}),
]

test(`${FORGED} forgeries are refused, and leave nothing behind`, { timeout: 300_000 }, async () => {
  await room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute())
  const random = randomFrom(SEED)
  const at = room.clock.now().toUnixInteger()
  function* forgeries(): Generator<Attempt> {
    for (let n = 0; n < FORGED; n++) {
      const body = JSON.stringify(GENUINE[n % GENUINE.length])
      const forge = FORGERIES[n % FORGERIES.length] ?? (() => ({}))
      yield { path: '/hooks/recall', body, headers: forge({ id: `msg_${n}`, at, body }, random) }
    }
  }
  expect(Object.fromEntries(await knockAll(room.url, forgeries()))).toEqual({ 401: FORGED })
  expect(await room.inbox()).toEqual([])
})

test.skipIf(!existsSync(DOCUMENTED))(
  'every type that the provider documents is taken, and ends in words',
  async () => {
    await room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute())
    const at = room.clock.now().toUnixInteger()
    const samples = genuine().slice(GENUINE.length)
    expect(samples.length).toBeGreaterThanOrEqual(57)
    const attempts = samples.map((sample, n): Attempt => {
      const body = JSON.stringify(sample)
      return {
        path: '/hooks/recall',
        body,
        headers: headersOf('svix', `m${n}`, at, signature({ id: `m${n}`, at, body })),
      }
    })
    expect(Object.fromEntries(await knockAll(room.url, attempts.values()))).toEqual({ 204: samples.length })
    while ((await room.drain()) > 0);
    for (const { status, outcome, eventType } of await room.inbox()) {
      expect([eventType, status]).toEqual([eventType, expect.stringMatching(/done|ignored/)])
      expect(status === 'done' || outcome).toBeTruthy()
    }
  },
)

test('bodies from nothing to 26 MB are taken, or refused with a reason', async () => {
  await room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute())
  const at = room.clock.now().toUnixInteger()
  const answers: [number, number][] = []
  for (const bytes of [0, 1, 1024, 1024 * 1024, 1024 * 1024 + 1, 26 * 1024 * 1024]) {
    const body = Buffer.alloc(bytes, ' ')
    const id = `msg_${bytes}`
    const headers = headersOf('webhook', id, at, signature({ id, at, body }))
    const statuses = await knockAll(room.url, [{ path: '/hooks/recall', headers, body }].values(), 1)
    answers.push([bytes, [...statuses.keys()][0] ?? 0])
  }
  expect(answers.map(([, status]) => status)).toEqual([204, 204, 204, 204, 413, 413])
  await room.drain()
  expect((await room.inbox()).map(({ status, outcome }) => [status, outcome])).toEqual([
    ['parked', 'the body names no event'],
    ...Array.from({ length: 3 }, () => ['parked', 'the body is not JSON']),
  ])
})

test('NUL and lone surrogates survive, or are refused with a reason', async () => {
  await room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute())
  const at = room.clock.now().toUnixInteger()
  const events = ['"bot.\\u0000done"', '"bot.\\ud800"', '"stripe\\udc00\\ud800"']
  const attempts = events.map((event, n): Attempt => {
    const body = `{"event":${event},"data":{"x":"\\u0000 \\ud800"}}`
    return {
      path: '/hooks/recall',
      body,
      headers: headersOf('webhook', `m${n}`, at, signature({ id: `m${n}`, at, body })),
    }
  })
  expect(Object.fromEntries(await knockAll(room.url, attempts.values(), 1))).toEqual({ 204: 3 })
  await room.drain()
  const ended = await room.inbox()
  expect(ended.map(({ status, eventType }) => [status, eventType])).toEqual([
    ['parked', null],
    ['parked', 'bot.\ufffd'],
    ['ignored', 'stripe\ufffd\ufffd'],
  ])
  expect(ended.map(({ body }) => body.toString())).toEqual(attempts.map(({ body }) => body)) // as it came
})
