import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { reconcileBots } from '#bots/converging/sweeps.ts'
import { completePeopleJob } from '#bots/life/complete-people.ts'
import type { Message } from '#events/inbound.ts'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { inbound } from '../../switchboard.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())

/** What a bot's messages have made of our rows. */
const made = ({ see }: Meeting) =>
  see(async (tx) => ({
    bots: await tx
      .selectFrom('bots')
      .select(['state', 'stateChangedAt', 'failureCode'])
      .orderBy('generation')
      .execute(),
    session: await tx
      .selectFrom('sessions')
      .select(['status', 'recordingStartedAt', 'recordingEndedAt', 'recordingDurationSeconds'])
      .execute(),
    usage: await tx
      .selectFrom('usageTracking')
      .select(['minuteTimestamp', 'secondsRecorded'])
      .orderBy('minuteTimestamp')
      .execute(),
    bill: await tx
      .selectFrom('botUsageTracking')
      .select(['totalRecordingSeconds', 'billableMinutes', 'providerSeconds', 'status', 'isFatal'])
      .execute(),
    recordings: await tx
      .selectFrom('botRecordings')
      .select(['recordingStatus', 'transcriptStatus'])
      .execute(),
  }))

/** As before the first message came. */
const forget = ({ see }: Meeting) =>
  see(async (tx) => {
    await tx.deleteFrom('botStatusEvents').execute()
    await tx.deleteFrom('botRecordings').execute()
    await tx.deleteFrom('botUsageTracking').execute()
    await tx.deleteFrom('usageTracking').execute()
    await tx.deleteFrom('bots').where('generation', '>', 1).execute() // sent again, where it never got in
    await tx.updateTable('bots').set({ state: 'scheduled', failureCode: null }).execute()
    const blank = { recordingStartedAt: null, recordingEndedAt: null, recordingDurationSeconds: 0 }
    await tx
      .updateTable('sessions')
      .set({ status: 'draft', ...blank })
      .execute()
  })

async function wholeCall(link: string): Promise<Meeting> {
  const meeting = await aMeeting(room, room.clock.now(), { link })
  await meeting.wish()
  await room.work()
  await room.until(room.clock.now().plus({ minutes: 20 }))
  return meeting
}

async function messagesOf({ see }: Meeting): Promise<Message[]> {
  const [bot] = await see((tx) => tx.selectFrom('bots').select('recallBotId').orderBy('generation').execute())
  const rows = (await room.inbox()).filter(({ sender }) => sender === 'recall')
  return rows
    .map(({ sender, messageId, eventType, body, receivedAt }) => ({
      ...{ sender, messageId, eventType: eventType ?? '', payload: JSON.parse(body.toString()) },
      ...{ headers: {}, receivedAt },
    }))
    .filter(({ payload }) => payload.data.bot?.id === bot?.recallBotId)
}

async function deliver(message: Message): Promise<void> {
  const handler = inbound[`recall/${message.eventType.split('.')[0]}.*`]
  if (handler) await room.db.asSystem((tx) => handler(tx, room.needs, message))
}

test.each(['play=launch-checkpoint&sim=lobby:5', 'sim=kick:90', 'sim=refuse', 'sim=fatal:bot_errored'])(
  'messages in any order, any number of times, make the same of a call with %s',
  async (link) => {
    const meeting = await wholeCall(link)
    const expected = await made(meeting)
    expect(expected.bots[0]?.state).toMatch(/done|failed/)
    const messages = await messagesOf(meeting)
    expect(messages.length).toBeGreaterThan(1)
    const shuffled = fc.shuffledSubarray([...messages, ...messages], { minLength: messages.length * 2 })
    for (const order of fc.sample(shuffled, { numRuns: 4, seed: 7 })) {
      await forget(meeting)
      for (const message of order) await deliver(message)
      expect(await made(meeting)).toEqual(expected)
    }
  },
)

test('live words become lines in order; a person who says nothing is not quoted', async () => {
  const meeting = await wholeCall('play=launch-checkpoint&sim=lobby:5')
  const lines = await meeting.see((tx) =>
    tx.selectFrom('transcripts').selectAll().orderBy('sequenceNumber').execute(),
  )
  expect(lines.length).toBeGreaterThan(20)
  expect(lines.map(({ sequenceNumber }) => sequenceNumber)).toEqual(lines.map((_, index) => index))
  const starts = lines.map(({ startTimeSeconds }) => startTimeSeconds)
  expect(starts).toEqual(starts.toSorted((a, b) => a - b))
  for (const { speaker, content, startTimeSeconds, endTimeSeconds, wordTimes } of lines) {
    expect(speaker && content).toBeTruthy()
    expect(endTimeSeconds).toBeGreaterThanOrEqual(startTimeSeconds)
    expect(wordTimes).toHaveLength(2 * content.split(/\s+/).length)
    expect(wordTimes?.[0]).toBe(0)
  }
  const live = (await room.inbox()).filter(({ sender }) => sender === 'recall_live')
  const people = ['join', 'leave', 'chat_message'].map((what) => `participant_events.${what}`)
  expect(new Set(live.map(({ eventType }) => eventType))).toEqual(new Set(['transcript.data', ...people]))
})

test('who came, left and wrote is kept as it happens; what was lost on the way is completed from the recording', async () => {
  const meeting = await wholeCall('play=launch-checkpoint&sim=lobby:5')
  const seen = () =>
    meeting.see(async (tx) => {
      const rows = await tx.selectFrom('participantEvents').selectAll().orderBy('occurredAt').execute()
      return rows.map((row) => `${row.eventType} ${row.participantName} ${row.content ?? ''}`.trim()).sort()
    })
  const streamed = await seen()
  expect(streamed.filter((one) => one.startsWith('join '))).toEqual([
    ...['join Jonas Berg', 'join Maya Keller', 'join Priya Nair'],
  ])
  expect(streamed.filter((one) => one.startsWith('leave '))).toHaveLength(3)
  expect(streamed.join()).toContain('without an account: (the link that stops the recording)')
  expect(streamed.join()).not.toContain('/stop/')
  expect(streamed).toContainEqual(expect.stringMatching(/^chat_message Priya Nair Rollback template/))

  await meeting.see((tx) => tx.deleteFrom('participantEvents').where('eventType', '!=', 'join').execute())
  const [bot] = await meeting.bots()
  const job = { organizationId: meeting.organizationId, botId: bot?.id ?? '' }
  await completePeopleJob.run(room.needs, job)
  await completePeopleJob.run(room.needs, job)
  const bySomebody = streamed.filter((one) => !one.includes('LiveConvo')) // the bot's own greeting is in no list
  expect(await seen()).toEqual(bySomebody)
})

test('what was lost on the way is asked for: the same state and the same minutes', async () => {
  const meeting = await wholeCall('sim=kick:120')
  const { recordings: _, ...expected } = await made(meeting)
  await forget(meeting)
  await reconcileBots.run(room.needs)
  const { recordings, ...healed } = await made(meeting)
  expect(recordings).toEqual([])
  expect(healed).toEqual(expected)
})

test('a bot that somebody deleted at Recall is given up, and one more is sent', async () => {
  const meeting = await aMeeting(room, room.clock.now().plus({ minutes: 30 }))
  await meeting.wish()
  await room.work()
  const [bot] = await meeting.bots()
  await room.recall.cancelBot(bot?.recallBotId ?? '')
  await room.until(room.clock.now().plus({ minutes: 41 }))
  await reconcileBots.run(room.needs)
  expect(await meeting.bots()).toMatchObject([
    { state: 'failed', failureCode: 'gone' },
    { state: 'planned', retries: 1 },
  ])
})
