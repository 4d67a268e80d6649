import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { type JoinNow, joinNow } from '#bots/joining/join-now.ts'
import { type Cases, casesIn } from '#test/bot-cases.ts'
import type { Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
let cases: Cases
beforeAll(async () => {
  room = await botsRoom()
  cases = casesIn(room)
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => cases.reset())

const LINK = 'https://meet.google.com/abc-defg-hij?sim=lobby:5,silent'
const join = (meeting: Meeting, change: Partial<JoinNow['link']> = {}) =>
  meeting.see((tx) =>
    joinNow(tx, room, {
      ...{ organizationId: meeting.organizationId, userId: meeting.ownerUserId, title: 'Pasted' },
      link: {
        url: LINK,
        roomKey: 'google_meet:abc-defg-hij',
        platform: 'google_meet',
        alternateUrl: null,
        ...change,
      },
    }),
  )
const ELSEWHERE = {
  url: 'https://meet.google.com/xyz-wxyz-xyz?sim=lobby:5,silent',
  roomKey: 'google_meet:xyz',
}

test('a pasted link of no known meeting: its bot comes at once', async () => {
  const meeting = await cases.booked(600)
  expect(await join(meeting, ELSEWHERE)).toMatchObject({ is: 'sent' })
  for (let minute = 0; minute < 2; minute++) {
    await room.work()
    await room.until(cases.inMinutes(0.5))
  }
  const recording = (await meeting.bots()).filter(({ state }) => state === 'recording')
  expect(recording).toMatchObject([{ roomKey: 'google_meet:xyz', userId: meeting.ownerUserId }])
})

test('217 a link whose bot comes in three minutes: it is brought forward, and there is one', async () => {
  const meeting = await cases.booked(60, 'sim=lobby:5,silent')
  await cases.pass(meeting, 57, 3)
  const { is, sessionId } = await join(meeting)
  expect([is, sessionId]).toEqual(['brought_forward', (await meeting.bots())[0]?.sessionId])
  await cases.pass(meeting, 2)
  expect(await cases.states(meeting)).toEqual(['cancelled', 'recording'])
  expect(cases.atRecall(meeting).filter(({ place }) => place === 'recording')).toHaveLength(1)
})

test('218 a link of a running meeting with our bot in it: that one, for everybody who asks', async () => {
  const meeting = await cases.booked(0, 'sim=lobby:5,silent')
  await cases.pass(meeting, 1)
  const asked = await Promise.all(Array.from({ length: 5 }, () => join(meeting)))
  expect(new Set(asked.map(({ is }) => is))).toEqual(new Set(['there']))
  await cases.pass(meeting, 1)
  expect(cases.atRecall(meeting)).toHaveLength(1)
})

test('five people paste one link at one moment: one bot', async () => {
  const meeting = await cases.booked(600)
  const asked = await Promise.all(Array.from({ length: 5 }, () => join(meeting, ELSEWHERE)))
  expect(asked.filter(({ is }) => is === 'sent')).toHaveLength(1)
  expect(new Set(asked.map(({ sessionId }) => sessionId)).size).toBe(1)
})

test('a bot that somebody stopped does not come back by the link', async () => {
  const meeting = await cases.booked(0, 'sim=lobby:5,silent')
  await cases.pass(meeting, 1)
  const [bot] = await meeting.bots()
  const { organizationId } = meeting
  await meeting.see((tx) => stopBot(tx, room, { organizationId, sessionId: bot?.sessionId ?? '' }))
  await cases.pass(meeting, 1)
  await expect(join(meeting)).rejects.toThrow('does not come back')
})
