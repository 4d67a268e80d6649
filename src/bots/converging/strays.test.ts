/** Bots that one side has lost sight of, each case with its number in the catalogue; and many bots at once. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { converge } from '#bots/converging/converge.ts'
import { reconcileBots } from '#bots/converging/sweeps.ts'
import { type Cases, casesIn, MEET } from '#test/bot-cases.ts'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
let cases: Cases
beforeAll(async () => {
  room = await botsRoom()
  cases = casesIn(room)
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => cases.reset())

test('212 deleted in the dashboard: one more is sent, and no third', async () => {
  const meeting = await cases.booked(120)
  await cases.work(meeting)
  for (const expected of [2, 2]) {
    for (const bot of cases.atRecall(meeting)) await room.recall.cancelBot(bot.id)
    await room.until(cases.inMinutes(5))
    await reconcileBots.run(room.needs)
    await cases.pass(meeting, 1)
    expect(await meeting.bots()).toHaveLength(expected)
  }
})

test('213 two live bots for one meeting: the one in the call is kept', async () => {
  const meeting = await cases.booked(0, 'sim=refuse')
  await cases.pass(meeting, 0.5)
  const [bot] = await meeting.bots()
  const metadata = cases.atRecall(meeting)[0]?.config.metadata
  await cases.stray({ metadata, link: `${MEET}?sim=lobby:5,silent` })
  await room.until(cases.inMinutes(1))
  await reconcileBots.run(room.needs)
  await cases.pass(meeting, 1)
  const living = cases.atRecall(meeting).filter(({ place }) => place !== 'gone')
  expect(living).toMatchObject([{ place: 'recording' }])
  expect(await meeting.bots()).toMatchObject([
    { id: bot?.id, state: 'recording', recallBotId: living[0]?.id },
  ])
})

test('214 the database comes from a backup that does not know the bot: adopted, not doubled', async () => {
  const meeting = await cases.booked(90)
  await cases.work(meeting)
  const [bot] = await meeting.bots()
  await room.db.asSystem((tx) =>
    tx
      .deleteFrom('botDirectory')
      .where('botId', '=', bot?.id ?? '')
      .execute(),
  )
  await meeting.see((tx) =>
    tx
      .updateTable('bots')
      .set({ state: 'planned', recallBotId: null, firstAttemptAt: null, agreedNumber: 0, agreedJoinAt: null })
      .execute(),
  )
  await reconcileBots.run(room.needs)
  await cases.pass(meeting, 1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', recallBotId: bot?.recallBotId }])
  expect(cases.atRecall(meeting)).toHaveLength(1)
})

test('214 the backup does not know the meeting: its bot is removed, and nobody else’s', async () => {
  const before = room.sims.recall.bots().length
  const ids = { org: crypto.randomUUID(), intent: crypto.randomUUID(), occ: crypto.randomUUID() }
  await cases.stray({ metadata: { ...ids, env: 'room' }, startsIn: 60 })
  await cases.stray({ metadata: { ...ids, env: 'staging' }, startsIn: 60 }) // 216: it shares our workspace
  await cases.stray({ metadata: { customer: 'somebody' }, startsIn: 60 })
  await reconcileBots.run(room.needs)
  const left = room.sims.recall.bots().slice(0, room.sims.recall.bots().length - before)
  expect(left.map(({ config }) => config.metadata.env).toSorted()).toEqual(['staging', undefined])
})

test('215 two workers begin at once with everything still to do: one bot', async () => {
  const meeting = await cases.booked(60)
  const [bot] = await meeting.bots()
  const both = () => converge(room.needs, meeting.organizationId, bot?.id ?? '')
  await Promise.all([both(), both()])
  expect(cases.atRecall(meeting)).toHaveLength(1)
})

test('220 Recall was away for half an hour: the nearest first, organizations in turn, never above the limit', {
  timeout: 300_000,
}, async () => {
  cases.faults().calls = { unavailable: 1 }
  const late = await cases.booked(40)
  const many = await Promise.all(
    Array.from({ length: 16 }, (_, index) => aMeeting(room, cases.inMinutes(200 + index))),
  )
  for (const meeting of many) await meeting.wish()
  for (const meeting of many.slice(0, 5)) await cases.work(meeting)
  await room.until(cases.inMinutes(15))
  cases.faults().calls = {}
  room.network.calls = []
  const near = await cases.booked(0, 'sim=lobby:5,silent')
  const everyone = [...many, late, near]
  for (let second = 0; second < 60; second += 10) {
    for (const meeting of everyone) await cases.work(meeting)
    await room.until(room.clock.now().plus({ seconds: 10 }))
  }
  const sent = room.sims.recall.bots().toReversed()
  const orderOf = (meeting: Meeting) =>
    sent.findIndex(({ config }) => config.metadata.org === meeting.organizationId)
  for (const meeting of everyone) expect(cases.atRecall(meeting)).toHaveLength(1)
  expect(orderOf(near)).toBeLessThan(orderOf(many[15] ?? near))
  expect(room.sims.recall.knobs.fired.throttled).toBeUndefined()
})
