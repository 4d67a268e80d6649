import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Handler, Inbound } from '#events/inbound.ts'
import { newId } from '#lib/ids.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { drainOnce, startDrain } from '#webhooks/drain.ts'
import { messageCounts, receivedMessages } from '#webhooks/reads.ts'
import { inboxDoor } from '#webhooks/receive.ts'
import { replayMessage } from '#webhooks/replay-message.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute()))

const send = (sender: string, number = 0) =>
  inboxDoor(room)({
    sender,
    messageId: newId(),
    body: Buffer.from(JSON.stringify({ event: 'it.happened', number })),
  })

describe('the inbox', () => {
  test('takes live words in the order of their coming, whoever is at it', async () => {
    const seen: unknown[] = []
    const take: Handler<unknown> = async (_tx, _needs, { payload }) => {
      seen.push(payload)
      return 'done'
    }
    const needs = { ...room.needs, inbound: { 'recall_live/*': take } satisfies Inbound<unknown> }
    for (let number = 0; number < 40; number++) await send('recall_live', number)
    while (
      (await Promise.all([drainOnce(needs), drainOnce(needs), drainOnce(needs)])).some((count) => count > 0)
    );
    expect(seen).toEqual(Array.from({ length: 40 }, (_, number) => ({ event: 'it.happened', number })))
  })

  test('tries again what threw, ever later, and gives up with the reason; the operator replays it', async () => {
    let isBroken = true
    let tries = 0
    const take: Handler<unknown> = async (tx) => {
      tries += 1
      await tx.insertInto('systemSettings').values({ key: newId(), value: '1' }).execute()
      if (isBroken) throw new Error('the disk is on fire')
      return 'done'
    }
    const needs = { ...room.needs, inbound: { 'recall/it.*': take } satisfies Inbound<unknown> }
    await send('recall')
    for (let round = 0; round < 12; round++) {
      await drainOnce(needs)
      await room.clock.advanceTo(room.clock.now().plus({ minutes: 5 }))
    }
    expect(tries).toBe(8)
    expect(await room.inbox()).toMatchObject([
      { status: 'parked', attempts: 8, outcome: 'given up after 8 tries: Error: the disk is on fire' },
    ])
    const effects = () => room.db.asSystem((tx) => tx.selectFrom('systemSettings').select('key').execute())
    expect(await effects()).toEqual([])

    isBroken = false
    const [parked] = await room.inbox()
    await room.db.asSystem((tx) => replayMessage(tx, room.clock, parked?.id ?? 0))
    await drainOnce(needs)
    expect(await room.inbox()).toMatchObject([{ status: 'done', outcome: null }])
    expect(await effects()).toHaveLength(1)
  })

  test('one bad message does not hold up the others', async () => {
    const take: Handler<unknown> = async (_tx, _needs, { payload }) => {
      if (JSON.stringify(payload).includes('"number":1}')) throw new Error('no')
      return 'done'
    }
    const needs = { ...room.needs, inbound: { 'recall/*': take } satisfies Inbound<unknown> }
    for (const number of [0, 1, 2]) await send('recall', number)
    await drainOnce(needs)
    expect((await room.inbox()).map(({ status }) => status)).toEqual(['done', 'waiting', 'done'])
  })

  test('is drained at once when something comes in, and shown to the operator without its body', async () => {
    const taken = Promise.withResolvers<void>()
    const take: Handler<unknown> = async () => {
      taken.resolve()
      return 'ignored: not today'
    }
    const stop = startDrain({ ...room.needs, inbound: { 'recall/*': take } satisfies Inbound<unknown> })
    await send('recall')
    await taken.promise
    await stop()
    await room.db.asSystem(async (tx) => {
      expect(await messageCounts(tx, room.clock.now())).toEqual({
        waiting: 0,
        done: 0,
        ignored: 1,
        parked: 0,
      })
      const { messages } = await receivedMessages(tx, { status: 'ignored', limit: 10 })
      const [message] = messages
      expect(message).toMatchObject({ sender: 'recall', eventType: 'it.happened', outcome: 'not today' })
      expect(message).not.toHaveProperty('body')
    })
  })
})
