import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkProviderUsage, providerChecks } from '#billing/metering/provider-checks.ts'
import { rebuildMonths } from '#billing/metering/rebuild-months.ts'
import { setLimit } from '#billing/spending/set-limits.ts'
import { keepToBudget } from '#bots/converging/keep-to-budget.ts'
import { botsForOccurrences } from '#bots/reads.ts'
import { settling } from '#events/settle.ts'
import { aMeeting, anOccurrence, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { inbound, reactions } from '../switchboard.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
  const needs = { jobs: room.jobs, clock: room.clock, publicUrl: room.publicUrl }
  room.db.onCommit(settling({ reactions, needs, clock: room.clock, announce: () => {} }))
})
afterAll(() => room[Symbol.asyncDispose]())

const ledger = ({ see }: Meeting) =>
  see((tx) => tx.selectFrom('usageRecords').selectAll().orderBy('createdAt').orderBy('id').execute())
const months = ({ see }: Meeting) =>
  see((tx) =>
    tx
      .selectFrom('monthlyUsageCache')
      .select(['userId', 'month', 'billableSeconds', 'billableMinutes', 'providerSeconds'])
      .execute(),
  )
const reservations = ({ see }: Meeting) =>
  see((tx) => tx.selectFrom('usageReservations').select(['minutes', 'status', 'month']).execute())
const limit = (meeting: Meeting, monthlyMinutes: number | null, userId: string | null = null) =>
  meeting.see((tx) => setLimit(tx, room, { organizationId: meeting.organizationId, userId, monthlyMinutes }))

test('minutes are set aside with the bot, counted once, and never changed behind', async () => {
  const start = room.clock.now().plus({ minutes: 30 })
  const meeting = await aMeeting(room, start, { link: 'sim=lobby:5,kick:150' })
  await limit(meeting, 100)
  await meeting.wish()
  expect(await reservations(meeting)).toEqual([{ minutes: 60, status: 'held', month: '2026-11' }])

  await room.work()
  await room.until(start.plus({ minutes: 20 }))
  expect(await reservations(meeting)).toMatchObject([{ status: 'settled' }])
  const [month] = await months(meeting)
  expect(month).toMatchObject({ userId: meeting.ownerUserId, month: '2026-11', billableMinutes: 3 })
  await meeting.see((tx) => rebuildMonths(tx, meeting.organizationId, room.clock.now()))
  expect(await months(meeting)).toEqual([month])

  const change = meeting.see((tx) => tx.updateTable('usageRecords').set({ billableMinutes: 0 }).execute())
  await expect(change).rejects.toThrow(/append-only/)
  const loss = meeting.see((tx) => tx.deleteFrom('usageRecords').execute())
  await expect(loss).rejects.toThrow(/append-only/)
})

test('whatever the order of the messages and however often they come, a session has one sum', async () => {
  const meeting = await aMeeting(room, room.clock.now(), { link: 'sim=lobby:5,kick:90' })
  await meeting.wish()
  await room.work()
  await room.until(room.clock.now().plus({ minutes: 20 }))
  const expected = await months(meeting)
  expect(expected).toMatchObject([{ billableSeconds: 90, billableMinutes: 2 }])

  const [bot] = await meeting.bots()
  const messages = (await room.inbox())
    .map(({ body, ...row }) => ({ ...row, payload: JSON.parse(body.toString()) }))
    .filter(({ sender, payload }) => sender === 'recall' && payload.data.bot?.id === bot?.recallBotId)
    .filter(({ eventType }) => eventType?.startsWith('bot.'))
  const shuffled = fc.shuffledSubarray([...messages, ...messages], { minLength: 2 * messages.length })
  for (const order of fc.sample(shuffled, { numRuns: 3, seed: 11 })) {
    await meeting.see((tx) => tx.deleteFrom('botStatusEvents').execute())
    for (const { payload, eventType, sender, messageId, receivedAt } of order) {
      const message = { sender, messageId, eventType: eventType ?? '', payload, headers: {}, receivedAt }
      await room.db.asSystem(async (tx) => inbound['recall/bot.*']?.(tx, room.needs, message))
    }
    expect(await months(meeting)).toEqual(expected)
  }
  const net = (await ledger(meeting)).reduce((sum, { billableMinutes }) => sum + billableMinutes, 0)
  expect(net).toBe(2)
})

test('a meeting for which there are no minutes has no bot and says why, until there are', async () => {
  const start = room.clock.now().plus({ hours: 1 })
  const meeting = await aMeeting(room, start)
  await limit(meeting, 59)
  await meeting.wish()
  await room.work()
  const shown = async () => {
    const shown = await meeting.see((tx) => botsForOccurrences(tx, [meeting.occurrenceId]))
    return shown.get(meeting.occurrenceId)
  }
  expect(await shown()).toMatchObject({ state: 'cancelled', trouble: expect.stringContaining('minutes') })
  const sent = () =>
    room.sims.recall.bots().filter(({ config }) => config.metadata.org === meeting.organizationId)
  expect(sent()).toEqual([])
  await meeting.wish() // the calendar says it again
  expect(await meeting.bots()).toHaveLength(1)

  await limit(meeting, 60)
  await keepToBudget.run(room.needs)
  await room.work()
  expect(await shown()).toMatchObject({ state: 'scheduled', trouble: null })
  expect(sent()).toHaveLength(1)
})

test('shortly before the start the limit is looked at again; the nearest meetings come first', async () => {
  const now = room.clock.now()
  const first = await aMeeting(room, now.plus({ minutes: 30 }))
  const occurrenceId = await anOccurrence(room.db, first.organizationId, now)
  const later = { joinAt: now.plus({ minutes: 90 }), end: now.plus({ minutes: 150 }) }
  await limit(first, 120)
  await first.wish({ ...later, occurrenceId })
  await first.wish()
  await room.work()
  expect((await first.bots()).map(({ state }) => state)).toEqual(['scheduled', 'scheduled'])

  await limit(first, 100)
  await room.clock.advanceTo(now.plus({ minutes: 19 }))
  await keepToBudget.run(room.needs)
  await room.work()
  const bots = (await first.bots()).toSorted((a, b) => +a.joinAt - +b.joinAt)
  expect(bots.map(({ state, unwantedBecause }) => [state, unwantedBecause])).toEqual([
    ['scheduled', null],
    ['cancelled', 'organization_cap'],
  ])
})

test("a member's own limit counts for their meetings only", async () => {
  const meeting = await aMeeting(room, room.clock.now().plus({ minutes: 40 }))
  await limit(meeting, 30, meeting.ownerUserId)
  await meeting.wish()
  expect(await meeting.bots()).toMatchObject([{ isWanted: false, unwantedBecause: 'member_cap' }])
  await expect(limit(meeting, 30, meeting.occurrenceId)).rejects.toThrow(/no such member/)
})

test('at 80 and at 100 percent somebody is told, once', async () => {
  const meeting = await aMeeting(room, room.clock.now(), { link: 'sim=lobby:5,kick:230' })
  await meeting.wish()
  await limit(meeting, 240)
  await room.work()
  await room.until(room.clock.now().plus({ minutes: 20 }))
  const said = () =>
    meeting.see((tx) =>
      tx.selectFrom('spendingWarnings').select(['percent', 'usedMinutes', 'limitMinutes']).execute(),
    )
  expect(await said()).toEqual([])
  await limit(meeting, 5)
  expect(await said()).toEqual([{ percent: 80, usedMinutes: 4, limitMinutes: 5 }])
  await limit(meeting, 4)
  expect((await said()).map(({ percent }) => percent)).toEqual([80, 100])
  await limit(meeting, 5, meeting.ownerUserId)
  const letters = await meeting.see((tx) =>
    tx.selectFrom('emailNotifications').select(['emailType', 'userId']).execute(),
  )
  expect(letters).toEqual([{ emailType: 'usage_warning', userId: meeting.ownerUserId }]) // nobody here is an admin
})

test('an organization can be deleted, minutes and all', async () => {
  const meeting = await aMeeting(room, room.clock.now(), { link: 'sim=lobby:5,kick:30' })
  await meeting.wish()
  await room.work()
  await room.until(room.clock.now().plus({ minutes: 20 }))
  expect(await ledger(meeting)).not.toEqual([])
  await room.db.asSystem((tx) =>
    tx.deleteFrom('organizations').where('id', '=', meeting.organizationId).execute(),
  )
  expect(await ledger(meeting)).toEqual([])
})

test("the provider's own sum is compared with ours, day by day; a difference is written down in words", async () => {
  const tomorrow = room.clock.now().plus({ days: 1 }).startOf('day')
  await room.clock.advanceTo(tomorrow.plus({ hours: 9 }))
  for (const link of ['sim=lobby:5,kick:95', 'sim=fatal:bot_errored']) {
    const meeting = await aMeeting(room, room.clock.now(), { link })
    await meeting.wish()
    await room.work()
    await room.until(room.clock.now().plus({ minutes: 20 }))
  }
  await room.clock.advanceTo(tomorrow.plus({ days: 1, hours: 7 }))
  await checkProviderUsage.run(room)
  await room.clock.advanceTo(tomorrow.plus({ days: 2, hours: 7 }))
  const recall = { usageSeconds: async () => 500 }
  await checkProviderUsage.run({ ...room, recall })
  const [second, first] = await room.db.asSystem(providerChecks)
  expect(first).toMatchObject({ isDiscrepancy: false, ourSeconds: first?.providerSeconds })
  expect(first?.ourSeconds).toBeGreaterThan(95)
  expect(second).toMatchObject({
    isDiscrepancy: true,
    ourSeconds: 0,
    sentence: expect.stringContaining('500 seconds more'),
  })
})
