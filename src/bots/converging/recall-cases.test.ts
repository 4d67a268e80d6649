/** What may happen between us and Recall, each with its number in the catalogue of cases. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { claim } from '#bots/converging/claim-turn.ts'
import { converge } from '#bots/converging/converge.ts'
import { perform } from '#bots/converging/perform.ts'
import { reconcileBots } from '#bots/converging/sweeps.ts'
import { botsForOccurrences } from '#bots/reads.ts'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { documentedKnobs } from '../../../sim/recall/knobs.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(async () => {
  Object.assign(room.sims.recall.knobs, documentedKnobs())
  room.network.calls = []
})

const MEET = 'https://meet.google.com/abc-defg-hij'
const inMinutes = (minutes: number) => room.clock.now().plus({ minutes })
const atRecall = ({ organizationId }: Meeting) =>
  room.sims.recall.bots().filter(({ config }) => config.metadata.org === organizationId)
const faults = () => room.sims.recall.knobs.faults
const calls = () =>
  room.network.calls.map((call) => (call.endsWith('leave_call/') ? 'LEAVE' : call.split(' ')[0]))
const states = async (meeting: Meeting) => (await meeting.bots()).map(({ state }) => state)
const trouble = async (meeting: Meeting) =>
  (await meeting.see((tx) => botsForOccurrences(tx, [meeting.occurrenceId]))).get(meeting.occurrenceId)
    ?.trouble

async function work(meeting: Meeting): Promise<void> {
  for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
}
/** Minutes pass, in steps in which the workers do what is due. */
async function pass(meeting: Meeting, minutes: number, step = 0.5): Promise<void> {
  for (let gone = 0; gone < minutes; gone += step) {
    await work(meeting)
    await room.until(inMinutes(step))
  }
  await work(meeting)
}
async function booked(startsIn: number, link?: string): Promise<Meeting> {
  const meeting = await aMeeting(room, inMinutes(startsIn), link === undefined ? {} : { link })
  await meeting.wish()
  return meeting
}

test.each(['lost_answer', 'bad_gateway'] as const)(
  '198 POST ends in %s, the bot exists: one bot',
  async (fault) => {
    const meeting = await booked(60)
    faults().next = [{ fault, group: 'create' }]
    await pass(meeting, 1, 0.25)
    expect(atRecall(meeting)).toHaveLength(1)
    expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 1 }])
  },
)

test('198 while the first request is in flight (409): the same key again, one bot', async () => {
  const meeting = await booked(60)
  faults().next = [{ fault: 'conflict', group: 'create' }]
  await pass(meeting, 1, 0.25)
  expect(atRecall(meeting)).toHaveLength(1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 1 }])
})

test('199 the answer is lost, and two hours later nobody knows: listed on every page, and adopted', async () => {
  const meeting = await booked(300)
  faults().next = [{ fault: 'lost_answer', group: 'create' }]
  await work(meeting)
  const others = await Promise.all(Array.from({ length: 7 }, () => booked(300)))
  for (const other of others) await work(other)
  await room.until(inMinutes(120))
  room.network.calls = []
  await work(meeting)
  expect(calls()).toEqual(['GET'])
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', recallBotId: atRecall(meeting)[0]?.id }])
  expect(atRecall(meeting)).toHaveLength(1)
})

test('200 no bot free for three minutes: a new key each half minute, and it comes late', async () => {
  const meeting = await booked(0, 'sim=lobby:5,silent')
  room.sims.recall.knobs.adHocPool = 0
  await pass(meeting, 3)
  const [waiting] = await meeting.bots()
  expect(waiting).toMatchObject({ state: 'planned', lastError: expect.stringContaining('no bot free') })
  expect(waiting?.epoch).toBeGreaterThanOrEqual(6)
  room.sims.recall.knobs.adHocPool = 30
  await pass(meeting, 1)
  expect(await states(meeting)).toEqual(['recording'])
})

test('200 no bot free until the end: given up, with a sentence', async () => {
  const meeting = await booked(0)
  room.sims.recall.knobs.adHocPool = 0
  await pass(meeting, 60, 5)
  expect(await states(meeting)).toEqual(['failed'])
  expect(await trouble(meeting)).toContain('nearly over')
})

test('201 out of credit: shown as such, tried each minute, sent after the top-up', async () => {
  const meeting = await booked(30)
  room.sims.recall.knobs.hasCredit = false
  await pass(meeting, 3, 1)
  expect(await meeting.bots()).toMatchObject([{ state: 'planned', failureCode: 'no_credit' }])
  expect(await trouble(meeting)).toContain('credit')
  room.sims.recall.knobs.hasCredit = true
  await pass(meeting, 2, 1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', failureCode: null, lastError: null }])
})

test('202 the link is refused: the other one is tried, once', async () => {
  const meeting = await aMeeting(room, inMinutes(60))
  const refused = 'https://example.com/not-a-meeting'
  await meeting.wish({ meetingUrl: refused, alternateUrl: MEET })
  await work(meeting)
  expect(calls()).toEqual(['POST', 'POST'])
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', meetingUrl: MEET, refusedUrl: refused }])
  await meeting.wish({ meetingUrl: refused, alternateUrl: MEET })
  await work(meeting)
  expect(calls()).toHaveLength(2)
})

test('202 the link is refused and there is no other: failed, with the remedy', async () => {
  const meeting = await aMeeting(room, inMinutes(60))
  await meeting.wish({ meetingUrl: 'https://example.com/not-a-meeting' })
  await work(meeting)
  expect(await meeting.bots()).toMatchObject([{ state: 'failed', failureCode: 'bad_link' }])
  expect(await trouble(meeting)).toContain('calendar event')
})

test('203 Teams forbids bots: permanent for this meeting', async () => {
  const meeting = await booked(60)
  room.network.answers = { status: 400, body: { code: 'teams_blacklisted_tenant', detail: 'Not allowed.' } }
  await work(meeting)
  expect(await meeting.bots()).toMatchObject([{ state: 'failed', failureCode: 'teams_blacklisted_tenant' }])
  await meeting.wish()
  await pass(meeting, 2, 1)
  expect(await states(meeting)).toEqual(['failed'])
})

test.each(['update_bot_failed', 'cannot_command_completed_bot'])(
  '204 PATCH is answered with %s: replaced',
  async (code) => {
    const meeting = await booked(60)
    await work(meeting)
    const later = inMinutes(180)
    await meeting.wish({ joinAt: later, start: later, end: later.plus({ minutes: 60 }) })
    room.network.calls = []
    room.network.answers = { status: 400, body: { code, detail: 'No.' } }
    await work(meeting)
    await pass(meeting, 1)
    expect(calls()).toEqual(['PATCH', 'DELETE', 'POST'])
    expect(await states(meeting)).toEqual(['cancelled', 'scheduled'])
    expect(atRecall(meeting)).toMatchObject([{ joinAt: later.toMillis() }])
  },
)

test('205 DELETE is answered with 405: it is asked to leave, and a completed bot is gone', async () => {
  const meeting = await booked(60)
  await work(meeting)
  await room.until(inMinutes(55))
  await meeting.unwish('declined')
  room.network.calls = []
  await work(meeting)
  expect(calls()).toEqual(['DELETE', 'LEAVE'])
  await room.until(inMinutes(1))
  expect(await states(meeting)).toEqual(['cancelled'])
})

test('206 not admitted, and the meeting goes on: one more knock, never a third', async () => {
  const meeting = await booked(0, 'sim=refuse')
  await pass(meeting, 40, 1)
  expect(await meeting.bots()).toMatchObject([
    { state: 'failed', failureCode: 'call_ended_by_platform_waiting_room_timeout', retries: 0 },
    { state: 'failed', failureCode: 'call_ended_by_platform_waiting_room_timeout', retries: 1 },
  ])
  expect(atRecall(meeting)).toHaveLength(2)
})

test('207 removed by the host: no other comes, whatever the calendar says', async () => {
  const meeting = await booked(0, 'sim=lobby:5,kick:20')
  await pass(meeting, 2)
  expect(await meeting.bots()).toMatchObject([{ state: 'done', failureCode: 'bot_kicked_from_call' }])
  await meeting.wish({ joinAt: inMinutes(20), end: inMinutes(80) })
  await meeting.wish({ meetingUrl: 'https://meet.google.com/xyz-wxyz-xyz' })
  await pass(meeting, 1)
  expect(await meeting.bots()).toHaveLength(1)
})

test('208 a message is there before the 201 was saved: matched by its intent', async () => {
  const meeting = await booked(0, 'sim=lobby:5,silent')
  const [bot] = await meeting.bots()
  const turn = await room.db.asSystem((tx) => claim(tx, room, { ...meeting, botId: bot?.id ?? '' }))
  if (!turn) throw new Error('there was nothing to do')
  await perform(room.needs, turn)
  await room.until(inMinutes(0.5))
  expect(await meeting.bots()).toMatchObject([{ state: 'recording', recallBotId: atRecall(meeting)[0]?.id }])
})

test('209 every message late and out of order, twice: the end stays the end', async () => {
  Object.assign(faults().webhooks, { late: 1, lateMs: 240_000, twice: 1 })
  const meeting = await booked(0, 'sim=lobby:5,kick:20')
  await pass(meeting, 6)
  expect(await meeting.bots()).toMatchObject([{ state: 'done', failureCode: 'bot_kicked_from_call' }])
})

test('210 what a replaced bot still says is kept, and changes nothing for the meeting', async () => {
  const meeting = await booked(0, 'sim=refuse')
  await pass(meeting, 1)
  const later = inMinutes(60)
  await meeting.wish({ joinAt: later, start: later, end: later.plus({ minutes: 60 }) })
  await pass(meeting, 1)
  const [old] = await meeting.bots()
  expect(await states(meeting)).toEqual(['cancelled', 'scheduled'])
  const said = await meeting.see((tx) =>
    tx
      .selectFrom('botStatusEvents')
      .select('code')
      .where('botId', '=', old?.id ?? '')
      .execute(),
  )
  expect(said.map(({ code }) => code)).toContain('done')
})

test('212 deleted in the dashboard: one more is sent, and no third', async () => {
  const meeting = await booked(120)
  await work(meeting)
  for (const expected of [2, 2]) {
    for (const bot of atRecall(meeting)) await room.recall.cancelBot(bot.id)
    await room.until(inMinutes(5))
    await reconcileBots.run(room.needs)
    await pass(meeting, 1)
    expect(await meeting.bots()).toHaveLength(expected)
  }
})

test('213 two live bots for one meeting: the one in the call is kept', async () => {
  const meeting = await booked(0, 'sim=refuse')
  await pass(meeting, 0.5)
  const [bot] = await meeting.bots()
  const metadata = atRecall(meeting)[0]?.config.metadata
  await stray({ metadata, link: `${MEET}?sim=lobby:5,silent` })
  await room.until(inMinutes(1))
  await reconcileBots.run(room.needs)
  await pass(meeting, 1)
  const living = atRecall(meeting).filter(({ place }) => place !== 'gone')
  expect(living).toMatchObject([{ place: 'recording' }])
  expect(await meeting.bots()).toMatchObject([
    { id: bot?.id, state: 'recording', recallBotId: living[0]?.id },
  ])
})

test('214 the database comes from a backup that does not know the bot: adopted, not doubled', async () => {
  const meeting = await booked(90)
  await work(meeting)
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
  await pass(meeting, 1)
  expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', recallBotId: bot?.recallBotId }])
  expect(atRecall(meeting)).toHaveLength(1)
})

test('214 the backup does not know the meeting: its bot is removed, and nobody else’s', async () => {
  const before = room.sims.recall.bots().length
  const ids = { org: crypto.randomUUID(), intent: crypto.randomUUID(), occ: crypto.randomUUID() }
  await stray({ metadata: { ...ids, env: 'room' }, joinAt: inMinutes(60) })
  await stray({ metadata: { ...ids, env: 'staging' }, joinAt: inMinutes(60) }) // 216: it shares our workspace
  await stray({ metadata: { customer: 'somebody' }, joinAt: inMinutes(60) })
  await reconcileBots.run(room.needs)
  const left = room.sims.recall.bots().slice(0, room.sims.recall.bots().length - before)
  expect(left.map(({ config }) => config.metadata.env).toSorted()).toEqual(['staging', undefined])
})

test('215 two workers begin at once with everything still to do: one bot', async () => {
  const meeting = await booked(60)
  const [bot] = await meeting.bots()
  const both = () => converge(room.needs, meeting.organizationId, bot?.id ?? '')
  await Promise.all([both(), both()])
  expect(atRecall(meeting)).toHaveLength(1)
})

test('220 Recall was away for half an hour: the nearest first, organizations in turn, never above the limit', async () => {
  faults().calls = { unavailable: 1 }
  const late = await booked(40)
  const many = await Promise.all(
    Array.from({ length: 40 }, (_, index) => aMeeting(room, inMinutes(200 + index))),
  )
  for (const meeting of many) await meeting.wish()
  for (const meeting of many.slice(0, 5)) await work(meeting)
  await room.until(inMinutes(15))
  faults().calls = {}
  room.network.calls = []
  const near = await booked(0, 'sim=lobby:5,silent')
  const everyone = [...many, late, near]
  for (let second = 0; second < 120; second += 10) {
    for (const meeting of everyone) await work(meeting)
    await room.until(room.clock.now().plus({ seconds: 10 }))
  }
  const sent = room.sims.recall.bots().toReversed()
  const orderOf = (meeting: Meeting) =>
    sent.findIndex(({ config }) => config.metadata.org === meeting.organizationId)
  for (const meeting of everyone) expect(atRecall(meeting)).toHaveLength(1)
  expect(orderOf(near)).toBeLessThan(orderOf(many[39] ?? near))
  expect(room.sims.recall.knobs.fired.throttled).toBeUndefined()
})

/** A bot at Recall that our rows do not know. */
async function stray(want: {
  metadata: object | undefined
  link?: string
  joinAt?: ReturnType<typeof inMinutes>
}) {
  const answer = await fetch(`${room.sims.url}/recall/api/v1/bot/`, {
    method: 'POST',
    headers: { authorization: 'Token room-recall-key', 'content-type': 'application/json' },
    body: JSON.stringify({
      meeting_url: want.link ?? MEET,
      metadata: want.metadata,
      ...(want.joinAt && { join_at: want.joinAt.toISO() }),
    }),
  })
  expect(answer.status).toBe(201)
}
