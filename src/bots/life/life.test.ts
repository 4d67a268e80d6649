import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { usageByMeeting } from '#billing/reads.ts'
import { aMeeting } from '#test/bots.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'

/** Every word of it comes over HTTP; a busy machine takes its time. */
const A_WHOLE_MEETING_MS = 180_000

let data: FreshDatabase
let world: World
beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

test(
  'a bot that is wished for is scheduled, joins, writes down and is paid by the second',
  async () => {
    const { clock, product } = world
    const start = clock.now().plus({ minutes: 15 })
    const meeting = await aMeeting(product.context, start, { link: 'play=launch-checkpoint&sim=lobby:5' })

    await meeting.wish()
    await world.settle()
    expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', agreedNumber: 1, nextAttemptAt: null }])
    expect(world.sims.recall.bots()).toHaveLength(1)

    await world.until(start.plus({ minutes: 5 }))
    const [session] = await meeting.see((tx) => tx.selectFrom('sessions').selectAll().execute())
    expect(session).toMatchObject({ status: 'active' })
    expect(await meeting.bots()).toMatchObject([{ state: 'recording' }])
    const lines = await meeting.see((tx) =>
      tx.selectFrom('transcripts').selectAll().orderBy('sequenceNumber').execute(),
    )
    expect(lines.length).toBeGreaterThan(10)
    expect(lines.map(({ sequenceNumber }) => sequenceNumber)).toEqual(lines.map((_, index) => index))
    expect(lines.map(({ startTimeSeconds }) => startTimeSeconds)).toEqual(
      lines.map(({ startTimeSeconds }) => startTimeSeconds).toSorted((a, b) => a - b),
    )

    await world.until(start.plus({ minutes: 12 }))
    const [bot] = await meeting.bots()
    expect(bot).toMatchObject({ state: 'done', failureCode: null })
    const [ended] = await meeting.see((tx) => tx.selectFrom('sessions').selectAll().execute())
    const seconds = await meeting.see((tx) =>
      tx.selectFrom('usageTracking').select('secondsRecorded').execute(),
    )
    const [usage] = await meeting.see((tx) => tx.selectFrom('botUsageTracking').selectAll().execute())
    const sum = seconds.reduce((total, { secondsRecorded }) => total + secondsRecorded, 0)
    expect(sum).toBeGreaterThan(60)
    expect(ended).toMatchObject({ recordingDurationSeconds: sum })
    expect(usage).toMatchObject({ totalRecordingSeconds: sum, billableMinutes: Math.ceil(sum / 60) })
    expect(usage?.providerSeconds).toBeGreaterThan(sum)
  },
  A_WHOLE_MEETING_MS,
)

test('a meeting that begins too soon to be scheduled gets its bot on the second', {
  timeout: A_WHOLE_MEETING_MS,
}, async () => {
  const { clock, product, sims } = world
  const start = clock.now().plus({ minutes: 4, seconds: 7 })
  const meeting = await aMeeting(product.context, start, { link: 'sim=kick:90' })
  const sent = () => sims.recall.bots().filter(({ config }) => config.metadata.org === meeting.organizationId)
  await meeting.wish()
  await world.until(start.minus({ seconds: 1 }))
  expect(sent()).toEqual([])
  await world.until(start)
  const onTheSecond = [{ createdAt: start.toMillis() }] // the clock stands still until the workers are there
  await vi.waitFor(() => expect(sent()).toMatchObject(onTheSecond), { timeout: 60_000, interval: 50 })

  await world.until(start.plus({ minutes: 10 }))
  const month = { from: start.startOf('month'), to: start.endOf('month') }
  const seenBy = (viewer: { userId: string; email: string }) =>
    meeting.see((tx) => usageByMeeting(tx, month, viewer, clock.now()))
  expect(await seenBy({ userId: meeting.ownerUserId, email: '' })).toMatchObject([
    { title: 'Weekly planning', isRunning: false, recordedSeconds: 90, billableMinutes: 2 },
  ])
  expect(await seenBy({ userId: meeting.occurrenceId, email: 'else@acme.test' })).toMatchObject([
    { title: null, recordedSeconds: 90 },
  ])
})

test(
  'a meeting that is moved into the future while it runs keeps its bot, and gets another one then',
  async () => {
    const { clock, product } = world
    const start = clock.now()
    const meeting = await aMeeting(product.context, start, { link: 'play=launch-checkpoint&sim=lobby:5' })
    await meeting.wish()
    await world.until(start.plus({ minutes: 2 }))
    const later = start.plus({ minutes: 60 })
    await meeting.wish({ start: later, joinAt: later, end: later.plus({ minutes: 30 }) })
    await world.until(start.plus({ minutes: 3 }))
    expect(await meeting.bots()).toMatchObject([{ state: 'recording' }])
    await world.until(start.plus({ minutes: 14 }))
    expect(await meeting.bots()).toMatchObject([
      { state: 'done' },
      { state: 'scheduled', agreedJoinAt: later },
    ])
  },
  A_WHOLE_MEETING_MS,
)

test('nobody opens the lobby: those who wanted the bot have a letter within fifteen seconds', async () => {
  const { clock, product, sims } = world
  const start = clock.now().plus({ minutes: 1 })
  const meeting = await aMeeting(product.context, start, { link: 'sim=refuse' })
  await meeting.wish()
  await world.until(start.plus({ seconds: 3 }))
  expect(await meeting.bots()).toMatchObject([{ state: 'waiting_room' }])
  await world.until(start.plus({ seconds: 3 + 15 }))
  const subjects = sims.mail.messages().map(({ subject }) => subject)
  expect(subjects).toContainEqual(expect.stringContaining('Please admit “LiveConvo”'))
})
