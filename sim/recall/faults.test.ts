import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestWorld, testWorld } from '../test-world.ts'
import { type CallFault, seededRandom } from './faults.ts'
import { documentedKnobs } from './knobs.ts'

const meet = 'https://meet.google.com/abc-defg-hij?sim=lobby:5,kick:30'
const MINUTE = 60_000
let world: TestWorld
beforeAll(async () => {
  world = await testWorld()
})
afterAll(() => world[Symbol.asyncDispose]())
beforeEach(async () => {
  await world.clock.advance(30 * MINUTE)
  Object.assign(world.sims.recall.knobs, documentedKnobs())
  world.product.received.length = 0
})

const knobs = () => world.sims.recall.knobs
const soon = () => new Date(world.clock.now() + 60 * MINUTE).toISOString()
const order = (key: string, link = meet, joinAt: string | null = soon()) =>
  world
    .call('POST', '/bot/', { meeting_url: link, join_at: joinAt }, { 'idempotency-key': key })
    .then(({ status }) => status)
    .catch(() => 'no answer')
const bots = () => world.sims.recall.bots().length

describe('a call', () => {
  test.each<[CallFault, number | 'no answer', number, number | 'no answer']>([
    ['lost_request', 'no answer', 0, 201],
    ['lost_answer', 'no answer', 1, 201],
    ['bad_gateway', 502, 1, 201],
    ['unavailable', 503, 0, 201],
    ['throttled', 429, 0, 201],
    ['conflict', 409, 0, 201],
    ['busy', 507, 0, 507],
  ])(
    'that meets %s answers %s, makes %i bots, and once more under its key %s',
    async (fault, ...expected) => {
      const before = bots()
      knobs().faults.next = [{ fault }]
      const first = await order(`key of ${fault}`)
      const made = bots() - before
      expect([first, made, await order(`key of ${fault}`)]).toEqual(expected)
      expect(knobs().fired).toEqual({ [fault]: 1 })
    },
  )

  test('shares are drawn from the seed: the same calls fail again', async () => {
    const run = async (name: string) => {
      Object.assign(knobs(), {
        random: seededRandom(7),
        faults: { ...knobs().faults, calls: { unavailable: 0.5 } },
      })
      const answers = []
      for (let count = 0; count < 8; count++) answers.push(await order(`${name} ${count}`))
      return answers
    }
    const first = await run('first')
    expect(new Set(first)).toEqual(new Set([201, 503]))
    expect(await run('second')).toEqual(first)
  })

  test('of a list finds rows again, or misses them, where bots move between pages', async () => {
    for (let count = 0; count < 7; count++) await order(`page ${count}`)
    const ids = async (shift: number) => {
      knobs().faults.pageShift = shift
      const pages = [await world.call('GET', '/bot/'), await world.call('GET', '/bot/?page=2')]
      return pages.flatMap(({ body }) => (body.results as { id: string }[]).map(({ id }) => id)) // as documented
    }
    const straight = await ids(0)
    expect(new Set(straight).size).toBe(straight.length)
    expect((await ids(-1))[5]).toBe(straight[4])
    expect(await ids(1)).not.toContain(straight[5])
  })
})

describe('a webhook', () => {
  const told = async (webhooks: Partial<ReturnType<typeof knobs>['faults']['webhooks']>) => {
    Object.assign(knobs().faults.webhooks, webhooks)
    await order(`told ${JSON.stringify(webhooks)}`, meet, null)
    await world.clock.advance(10 * MINUTE)
    return world.product.received.filter(({ message }) => message.event.startsWith('bot.'))
  }
  const inOrder = [
    'bot.joining_call',
    'bot.in_waiting_room',
    'bot.in_call_not_recording',
    'bot.in_call_recording',
    'bot.call_ended',
    'bot.done',
  ]
  test('may never come', async () => {
    expect(await told({ lost: 1 })).toEqual([])
    expect(knobs().fired.webhook_lost).toBeGreaterThan(5)
  })
  test('may come twice under one id, and again under another', async () => {
    const received = await told({ twice: 1, echoed: 1 })
    expect(received).toHaveLength(inOrder.length * 3)
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(inOrder.length * 2)
  })
  test('may be overtaken by a later one', async () => {
    const events = (await told({ late: 1, lateMs: 5 * MINUTE })).map(({ message }) => message.event)
    expect(events.toSorted()).toEqual(inOrder.toSorted())
    expect(events).not.toEqual(inOrder)
  })
})

test('nobody opens the lobby, and a bot breaks with a part recorded', async () => {
  knobs().faults.isLobbyStuck = true
  await order('stuck', meet, null)
  await world.clock.advance(11 * MINUTE)
  expect(world.sims.recall.bots()[0]?.statusChanges.at(-2)?.subCode).toMatch(/waiting_room/)

  knobs().faults.isLobbyStuck = false
  await order('broken', 'https://meet.google.com/abc-defg-hij?sim=crash:5', null)
  await world.clock.advance(2 * MINUTE)
  const [broken] = world.sims.recall.bots()
  expect(broken?.statusChanges.at(-1)).toMatchObject({ code: 'fatal', subCode: 'bot_errored' })
  expect(broken?.recordings).toMatchObject([{ status: { code: 'done' } }])
})
