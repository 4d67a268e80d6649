/** What Recall may answer, each with its number in the catalogue of cases. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claim } from '#bots/converging/claim-turn.ts'
import { perform } from '#bots/converging/perform.ts'
import { type Cases, casesIn, MEET } from '#test/bot-cases.ts'
import { aMeeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
let cases: Cases
beforeAll(async () => {
  room = await botsRoom()
  cases = casesIn(room)
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => cases.reset())

test.each(['lost_answer', 'bad_gateway'] as const)(
  '198 POST ends in %s, the bot exists: one bot',
  async (fault) => {
    const meeting = await cases.booked(60)
    cases.faults().next = [{ fault, group: 'create' }]
    await cases.pass(meeting, 1, 0.25)
    expect(cases.atRecall(meeting)).toHaveLength(1)
    expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 1 }])
  },
)

test('the answers of a turn are lost, and the next turn is throttled: the same key once more, one bot', async () => {
  const meeting = await cases.booked(60)
  const lost = { fault: 'lost_answer', group: 'create' } as const
  const throttled = { fault: 'throttled', group: 'create' } as const
  cases.faults().next = [lost, lost, lost, throttled, throttled, throttled]
  await cases.pass(meeting, 3, 0.25)
  expect(cases.atRecall(meeting)).toHaveLength(1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 1 }])
})

test('198 while the first request is in flight (409): the same key again, one bot', async () => {
  const meeting = await cases.booked(60)
  cases.faults().next = [{ fault: 'conflict', group: 'create' }]
  await cases.pass(meeting, 1, 0.25)
  expect(cases.atRecall(meeting)).toHaveLength(1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 1 }])
})

test('199 the answer is lost, and two hours later nobody knows: listed on every page, and adopted', async () => {
  const meeting = await cases.booked(300)
  cases.faults().next = [{ fault: 'lost_answer', group: 'create' }]
  await cases.work(meeting)
  const others = await Promise.all(Array.from({ length: 7 }, () => cases.booked(300)))
  for (const other of others) await cases.work(other)
  await room.until(cases.inMinutes(120))
  room.network.calls = []
  await cases.work(meeting)
  expect(cases.calls()).toEqual(['GET'])
  expect(await meeting.bots()).toMatchObject([
    { state: 'scheduled', recallBotId: cases.atRecall(meeting)[0]?.id },
  ])
  expect(cases.atRecall(meeting)).toHaveLength(1)
})

test('200 no bot free for three minutes: a new key each half minute, and it comes late', async () => {
  const meeting = await cases.booked(0, 'sim=lobby:5,silent')
  room.sims.recall.knobs.adHocPool = 0
  await cases.pass(meeting, 3)
  const [waiting] = await meeting.bots()
  expect(waiting).toMatchObject({ state: 'planned', lastError: expect.stringContaining('no bot free') })
  expect(waiting?.epoch).toBeGreaterThanOrEqual(6)
  room.sims.recall.knobs.adHocPool = 30
  await cases.pass(meeting, 1)
  expect(await cases.states(meeting)).toEqual(['recording'])
})

test('200 no bot free until the end: given up, with a sentence', async () => {
  const meeting = await cases.booked(0)
  room.sims.recall.knobs.adHocPool = 0
  await cases.pass(meeting, 60, 5)
  expect(await cases.states(meeting)).toEqual(['failed'])
  expect(await cases.trouble(meeting)).toContain('nearly over')
})

test('201 out of credit: shown as such, tried each minute, sent after the top-up', async () => {
  const meeting = await cases.booked(30)
  room.sims.recall.knobs.hasCredit = false
  await cases.pass(meeting, 3, 1)
  expect(await meeting.bots()).toMatchObject([{ state: 'planned', failureCode: 'no_credit' }])
  expect(await cases.trouble(meeting)).toContain('credit')
  room.sims.recall.knobs.hasCredit = true
  await cases.pass(meeting, 2, 1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', failureCode: null, lastError: null }])
})

test('202 the link is refused: the other one is tried, once', async () => {
  const meeting = await aMeeting(room, cases.inMinutes(60))
  const refused = 'https://example.com/not-a-meeting'
  await meeting.wish({ meetingUrl: refused, alternateUrl: MEET })
  await cases.work(meeting)
  expect(cases.calls()).toEqual(['POST', 'POST'])
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', meetingUrl: MEET, refusedUrl: refused }])
  await meeting.wish({ meetingUrl: refused, alternateUrl: MEET })
  await cases.work(meeting)
  expect(cases.calls()).toHaveLength(2)
})

test('202 the link is refused and there is no other: failed, with the remedy', async () => {
  const meeting = await aMeeting(room, cases.inMinutes(60))
  await meeting.wish({ meetingUrl: 'https://example.com/not-a-meeting' })
  await cases.work(meeting)
  expect(await meeting.bots()).toMatchObject([{ state: 'failed', failureCode: 'bad_link' }])
  expect(await cases.trouble(meeting)).toContain('calendar event')
})

test('203 Teams forbids bots: permanent for this meeting', async () => {
  const meeting = await cases.booked(60)
  room.network.answers = { status: 400, body: { code: 'teams_blacklisted_tenant', detail: 'Not allowed.' } }
  await cases.work(meeting)
  expect(await meeting.bots()).toMatchObject([{ state: 'failed', failureCode: 'teams_blacklisted_tenant' }])
  await meeting.wish()
  await cases.pass(meeting, 2, 1)
  expect(await cases.states(meeting)).toEqual(['failed'])
})

test.each(['update_bot_failed', 'cannot_command_completed_bot'])(
  '204 PATCH is answered with %s: replaced',
  async (code) => {
    const meeting = await cases.booked(60)
    await cases.work(meeting)
    const later = cases.inMinutes(180)
    await meeting.wish({ joinAt: later, start: later, end: later.plus({ minutes: 60 }) })
    room.network.calls = []
    room.network.answers = { status: 400, body: { code, detail: 'No.' } }
    await cases.work(meeting)
    await cases.pass(meeting, 1)
    expect(cases.calls()).toEqual(['PATCH', 'DELETE', 'POST'])
    expect(await cases.states(meeting)).toEqual(['cancelled', 'scheduled'])
    expect(cases.atRecall(meeting)).toMatchObject([{ joinAt: later.toMillis() }])
  },
)

test('205 DELETE is answered with 405: it is asked to leave, and a completed bot is gone', async () => {
  const meeting = await cases.booked(60)
  await cases.work(meeting)
  await room.until(cases.inMinutes(55))
  await meeting.unwish('declined')
  room.network.calls = []
  await cases.work(meeting)
  expect(cases.calls()).toEqual(['DELETE', 'LEAVE'])
  await room.until(cases.inMinutes(1))
  expect(await cases.states(meeting)).toEqual(['cancelled'])
})

test('206 not admitted, and the meeting goes on: one more knock, never a third', async () => {
  const meeting = await cases.booked(0, 'sim=refuse')
  await cases.pass(meeting, 40, 1)
  expect(await meeting.bots()).toMatchObject([
    { state: 'failed', failureCode: 'call_ended_by_platform_waiting_room_timeout', retries: 0 },
    { state: 'failed', failureCode: 'call_ended_by_platform_waiting_room_timeout', retries: 1 },
  ])
  expect(cases.atRecall(meeting)).toHaveLength(2)
})

test('207 removed by the host: no other comes, whatever the calendar says', async () => {
  const meeting = await cases.booked(0, 'sim=lobby:5,kick:20')
  await cases.pass(meeting, 2)
  expect(await meeting.bots()).toMatchObject([{ state: 'done', failureCode: 'bot_kicked_from_call' }])
  await meeting.wish({ joinAt: cases.inMinutes(20), end: cases.inMinutes(80) })
  await meeting.wish({ meetingUrl: 'https://meet.google.com/xyz-wxyz-xyz' })
  await cases.pass(meeting, 1)
  expect(await meeting.bots()).toHaveLength(1)
})

test('208 a message is there before the 201 was saved: matched by its intent', async () => {
  const meeting = await cases.booked(0, 'sim=lobby:5,silent')
  const [bot] = await meeting.bots()
  const turn = await room.db.asSystem((tx) => claim(tx, room, { ...meeting, botId: bot?.id ?? '' }))
  if (!turn) throw new Error('there was nothing to do')
  await perform(room.needs, turn)
  await room.until(cases.inMinutes(0.5))
  expect(await meeting.bots()).toMatchObject([
    { state: 'recording', recallBotId: cases.atRecall(meeting)[0]?.id },
  ])
})

test('209 every message late and out of order, twice: the end stays the end', async () => {
  Object.assign(cases.faults().webhooks, { late: 1, lateMs: 240_000, twice: 1 })
  const meeting = await cases.booked(0, 'sim=lobby:5,kick:20')
  await cases.pass(meeting, 6)
  expect(await meeting.bots()).toMatchObject([{ state: 'done', failureCode: 'bot_kicked_from_call' }])
})

test('210 what a replaced bot still says is kept, and changes nothing for the meeting', async () => {
  const meeting = await cases.booked(0, 'sim=refuse')
  await cases.pass(meeting, 1)
  const later = cases.inMinutes(60)
  await meeting.wish({ joinAt: later, start: later, end: later.plus({ minutes: 60 }) })
  await cases.pass(meeting, 1)
  const [old] = await meeting.bots()
  expect(await cases.states(meeting)).toEqual(['cancelled', 'scheduled'])
  const said = await meeting.see((tx) =>
    tx
      .selectFrom('botStatusEvents')
      .select('code')
      .where('botId', '=', old?.id ?? '')
      .execute(),
  )
  expect(said.map(({ code }) => code)).toContain('done')
})
