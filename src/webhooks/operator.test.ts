import { DateTime } from 'luxon'
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { lagOf } from '#webhooks/lag.ts'
import { messageCounts, oneMessage, receivedMessages } from '#webhooks/reads.ts'
import { inboxDoor } from '#webhooks/receive.ts'
import { addRefusals, countRefusals, refusals } from '#webhooks/refusals.ts'
import { replayMessage, replayMessages } from '#webhooks/replay-message.ts'
import { forgetOldMessages, retentionOf, setRetention } from '#webhooks/retention.ts'
import { stateOf } from '#webhooks/senders.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => room.db.asSystem((tx) => tx.deleteFrom('webhookInbox').execute()))

const system = <T>(work: Parameters<BotsRoom['db']['asSystem']>[0]) => room.db.asSystem(work) as Promise<T>
const send = async (sender: string, event: string) => {
  const body = Buffer.from(JSON.stringify({ event, data: { token: 'hush' } }))
  await inboxDoor(room)({ sender, messageId: `${sender} ${event} ${room.clock.now().toMillis()}`, body })
}

test('messages are found by sender, outcome, event and time, page by page', async () => {
  for (const event of ['bot.done', 'bot.fatal', 'sdk_upload.complete']) await send('recall', event)
  await send('stripe', 'invoice.paid')
  await room.drain()
  const found = async (filter: Parameters<typeof receivedMessages>[1]) =>
    (await room.db.asSystem((tx) => receivedMessages(tx, filter))).messages.map(({ eventType }) => eventType)
  expect(await found({ limit: 10, sender: 'recall', event: 'bot.' })).toEqual(['bot.fatal', 'bot.done'])
  expect(await found({ limit: 10, status: 'ignored' })).toContain('invoice.paid')
  expect(await found({ limit: 10, to: room.clock.now() })).toEqual([])
  const first = await room.db.asSystem((tx) => receivedMessages(tx, { limit: 3 }))
  expect(first.messages).toHaveLength(3)
  expect(await found({ limit: 3, before: first.next ?? 0 })).toEqual(['bot.done'])
  const [message] = first.messages
  const one = await room.db.asSystem((tx) => oneMessage(tx, message?.id ?? 0))
  expect(one.body).not.toContain('hush')
  expect(await room.db.asSystem((tx) => lagOf(tx, room.clock.now()))).toMatchObject({
    waiting: 0,
    handledLastHour: 2,
  })
})

test('a span of time is replayed, and nothing else', async () => {
  await send('recall', 'bot.done')
  await room.clock.advanceTo(room.clock.now().plus({ minutes: 10 }))
  const from = room.clock.now()
  await send('recall', 'bot.fatal')
  await room.drain()
  expect(await room.db.asSystem((tx) => replayMessages(tx, room.clock, { from, sender: 'recall' }))).toBe(1)
  expect((await room.inbox()).map(({ status }) => status)).toEqual(['parked', 'waiting'])
  await room.drain()
  expect(await room.db.asSystem((tx) => messageCounts(tx, room.clock.now()))).toMatchObject({
    waiting: 0,
    parked: 2,
  })
})

test('what a message carried is forgotten by policy, what became of it stays longer', async () => {
  await send('stripe', 'invoice.paid')
  await room.drain()
  const later = (days: number) => room.clock.advanceTo(room.clock.now().plus({ days }))
  await room.db.asSystem((tx) => setRetention(tx, room.clock, { payloadDays: 3, outcomeDays: 10 }))
  expect(await room.db.asSystem(retentionOf)).toEqual({ payloadDays: 3, outcomeDays: 10 })
  await later(2)
  await forgetOldMessages.run(room)
  const [kept] = await room.inbox()
  expect(kept?.body.length).toBeGreaterThan(0)
  await later(2)
  await forgetOldMessages.run(room)
  expect(await room.inbox()).toMatchObject([{ status: 'ignored', body: Buffer.alloc(0) }])
  await expect(system((tx) => replayMessage(tx, room.clock, kept?.id ?? 0))).rejects.toThrow(/forgotten/)
  await later(7)
  await forgetOldMessages.run(room)
  expect(await room.inbox()).toEqual([])
})

const now = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
test.each([
  ['one that speaks every minute and has been silent for two days', 48, 10_000, true],
  ['the same over a night', 12, 10_000, false],
  ['one that speaks twice a day, after three days', 72, 28, true],
  ['one that speaks once a day, after three days', 72, 14, false],
  ['one of whom little is known', 300, 5, false],
])('%s: quiet?', (_name, silentHours, lastFortnight, isQuiet) => {
  const heard = { sender: 'recall', lastAt: now.minus({ hours: silentHours }), lastDay: 0, lastFortnight }
  expect(stateOf(heard, now)).toMatchObject({
    isQuiet,
    sentence: isQuiet ? expect.stringContaining('Nothing for') : '',
  })
})

test('what is refused at the doors is counted by sender and reason, and forgotten with the outcomes', async () => {
  const refuse = countRefusals(room)
  const recall = { sender: 'recall', why: 'bad_signature' }
  for (let n = 0; n < 3; n++) refuse(recall)
  refuse({ sender: 'google', why: 'no_channel' })
  const seen = () => room.db.asSystem((tx) => refusals(tx, room.clock.now()))
  await vi.waitFor(async () => expect(await seen()).toHaveLength(2), { timeout: 30_000, interval: 200 })
  await room.db.asSystem((tx) => addRefusals(tx, room.clock.now(), [{ ...recall, count: 4 }]))
  expect(await seen()).toMatchObject([
    { ...recall, lastDay: 7, lastWeek: 7 },
    { sender: 'google', why: 'no_channel', lastDay: 1, lastWeek: 1 },
  ])
  await room.clock.advanceTo(room.clock.now().plus({ days: 2 }))
  expect((await seen())[0]).toMatchObject({ lastDay: 0, lastWeek: 7 })
  await room.clock.advanceTo(room.clock.now().plus({ days: 100 }))
  await forgetOldMessages.run(room)
  const left = await room.db.asSystem((tx) => tx.selectFrom('webhookRefusals').select('sender').execute())
  expect(left).toEqual([])
})
