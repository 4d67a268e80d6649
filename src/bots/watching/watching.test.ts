import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { converge } from '#bots/converging/converge.ts'
import { healedFacts } from '#bots/life/healed-facts.ts'
import { botTimeline, waitingOf } from '#bots/reads.ts'
import { sweepExpiring } from '#bots/watching/sweep-expiring.ts'
import { takeEmitted } from '#events/events.ts'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'
import { documentedKnobs } from '../../../sim/recall/knobs.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => void Object.assign(room.sims.recall.knobs, documentedKnobs()))

const inSeconds = (seconds: number) => room.clock.now().plus({ seconds })
const notices = ({ see }: Meeting) =>
  see((tx) => tx.selectFrom('botNotices').select(['kind', 'endedAt']).orderBy('givenAt').execute())
const letters = async ({ see }: Meeting) =>
  (await see((tx) => tx.selectFrom('emailNotifications').select('version').orderBy('createdAt').execute()))
    .length
const kinds = async (meeting: Meeting) => (await notices(meeting)).map(({ kind }) => kind)

/** Seconds pass, with looks every few of them, as the due timer would have them. */
async function pass(meeting: Meeting, seconds: number, step = 5): Promise<void> {
  for (let gone = 0; gone < seconds; gone += step) {
    await room.until(inSeconds(step))
    await room.look()
    for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
  }
}
async function sent(link: string): Promise<Meeting> {
  const meeting = await aMeeting(room, room.clock.now(), { link })
  await meeting.wish()
  for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
  return meeting
}
const ofMeeting = ({ organizationId }: Meeting) =>
  room.sims.recall.bots().filter(({ config }) => config.metadata.org === organizationId)

test('nobody opens the lobby: told within fifteen seconds, once again, and told when it is in', async () => {
  const meeting = await sent('sim=refuse')
  await pass(meeting, 3, 1)
  expect((await meeting.bots())[0]?.state).toBe('waiting_room')
  await pass(meeting, 15)
  expect(await kinds(meeting)).toEqual(['lobby'])
  expect(await letters(meeting)).toBe(1)
  await pass(meeting, 240, 10)
  expect(await kinds(meeting)).toEqual(['lobby', 'lobby_again'])
  room.sims.recall.admit(ofMeeting(meeting)[0]?.id ?? '')
  await pass(meeting, 10)
  expect(await notices(meeting)).toMatchObject([
    { kind: 'lobby', endedAt: expect.anything() },
    { kind: 'lobby_again', endedAt: expect.anything() },
    { kind: 'let_in', endedAt: null },
  ])
  expect(await letters(meeting)).toBe(3)
})

test('a lobby that opens at once bothers nobody', async () => {
  const meeting = await sent('sim=lobby:5,silent')
  await pass(meeting, 30)
  expect([await kinds(meeting), await letters(meeting)]).toEqual([[], 0])
})

test('recording without a word: a notice after a minute, which ends with the first words', async () => {
  const meeting = await sent(`play=launch-checkpoint&sim=lobby:5&at=${Math.floor(+inSeconds(150) / 1000)}`)
  await pass(meeting, 90)
  expect(await notices(meeting)).toMatchObject([{ kind: 'no_words', endedAt: null }])
  await pass(meeting, 120)
  expect(await notices(meeting)).toMatchObject([{ kind: 'no_words', endedAt: expect.anything() }])
})

test('211 no sign of life two minutes after its time: asked about, then one other is sent at once, and no third', async () => {
  const meeting = await aMeeting(room, inSeconds(3600), { link: 'sim=lobby:5,silent' })
  await meeting.wish()
  for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
  const [stuck] = ofMeeting(meeting)
  if (stuck) stuck.due = [] // Recall forgot to launch it
  await room.until(inSeconds(3600))
  await pass(meeting, 180, 10)
  expect(await meeting.bots()).toMatchObject([
    { state: 'cancelled', unwantedBecause: 'replaced' },
    { state: 'recording', retries: 1 },
  ])
  expect(await kinds(meeting)).toContain('no_sign')
})

test('sent to a call that has been running: it has two minutes of its own to be heard of, and stays the only one', async () => {
  const meeting = await aMeeting(room, inSeconds(-900), { link: 'sim=lobby:5,silent' })
  await meeting.wish()
  for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
  await room.look()
  await pass(meeting, 180, 10)
  expect(await meeting.bots()).toMatchObject([{ state: 'recording', unwantedBecause: null }])
  expect(await kinds(meeting)).not.toContain('no_sign')
})

test('the messages of a whole call never come: asked for, and counted', async () => {
  room.sims.recall.knobs.faults.webhooks.lost = 1
  const meeting = await aMeeting(room, inSeconds(3600), { link: 'sim=lobby:5,silent' })
  await meeting.wish()
  for (const { id } of await meeting.bots()) await converge(room.needs, meeting.organizationId, id)
  await room.until(inSeconds(3600 + 125))
  await room.look()
  expect(await meeting.bots()).toMatchObject([{ state: 'recording' }])
  const healed = await meeting.see((tx) =>
    tx.selectFrom('botStatusEvents').select('source').where('source', '=', 'asked').execute(),
  )
  expect(healed.length).toBeGreaterThan(2)
  const [bot] = await meeting.bots()
  const steps = await meeting.see((tx) => botTimeline(tx, bot?.id ?? ''))
  const asked = steps.filter(({ isAsked }) => isAsked).map(({ code }) => code)
  expect(asked).toEqual(['joining_call', 'in_waiting_room', 'in_call_not_recording', 'in_call_recording'])
  const counted = await room.db.asSystem((tx) => healedFacts(tx, room.clock.now()))
  expect(counted.lastDay).toBeGreaterThanOrEqual(asked.length)
  const waited = await meeting.see((tx) => waitingOf(tx, bot?.id ?? ''))
  expect(waited).toEqual({ lobbySeconds: 5, pausedSeconds: 0 })
})

test('what was recorded and never fetched is asked for once more, a day before Recall forgets it', async () => {
  const [fetched, forgotten] = [await recorded(), await recorded()]
  await fetched.see((tx) => tx.updateTable('sessions').set({ finalizedAt: room.clock.now() }).execute())
  const ready = readyFor(forgotten, fetched)
  await room.clock.advanceTo(inSeconds(5.9 * DAY))
  await sweepExpiring.run(room)
  expect(ready).toEqual([])
  await room.clock.advanceTo(inSeconds(0.2 * DAY))
  await sweepExpiring.run(room)
  await sweepExpiring.run(room)
  expect(ready).toEqual([forgotten.organizationId])
  expect(await kinds(forgotten)).toContain('media_expires')
  expect(await kinds(fetched)).not.toContain('media_expires')
  await room.clock.advanceTo(inSeconds(2 * DAY)) // it is gone: asking is of no use any more
  const late = await recordedSince(8 * DAY)
  await sweepExpiring.run(room)
  expect(await kinds(late)).not.toContain('media_expires')
})

const DAY = 86_400

/** A meeting whose bot has recorded; nobody runs the jobs that would fetch it. */
async function recorded(): Promise<Meeting> {
  const meeting = await sent('play=launch-checkpoint&sim=lobby:5,kick:20')
  await pass(meeting, 60, 10)
  expect(await meeting.bots()).toMatchObject([{ state: 'done' }])
  expect(await meeting.see((tx) => tx.selectFrom('botRecordings').select('id').execute())).toHaveLength(1)
  return meeting
}

async function recordedSince(seconds: number): Promise<Meeting> {
  const meeting = await recorded()
  await meeting.see((tx) =>
    tx
      .updateTable('botRecordings')
      .set({ createdAt: inSeconds(-seconds) })
      .execute(),
  )
  return meeting
}

/** Whose transcript was said to be ready, from now on. */
function readyFor(...meetings: Meeting[]): string[] {
  const ready: string[] = []
  const ids = meetings.map(({ organizationId }) => organizationId)
  room.db.onCommit({
    async before({ tx }) {
      for (const event of takeEmitted(tx))
        if (event.name === 'transcript.ready' && ids.includes(event.organizationId))
          ready.push(event.organizationId)
    },
    after() {},
  })
  return ready
}
