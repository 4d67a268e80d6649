import { expect, test } from 'vitest'
import { aMeeting } from '#test/bots.ts'
import { freshDatabase } from '#test/database.ts'
import { startWorld } from '#test/world.ts'

test('a bot that is wished for is scheduled, joins, writes down and is paid by the second', async () => {
  await using data = await freshDatabase()
  await using world = await startWorld({ databaseUrl: data.ownerUrl })
  const { clock, product } = world
  const start = clock.now().plus({ minutes: 30 })
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

  await world.until(start.plus({ minutes: 90 }))
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
})
