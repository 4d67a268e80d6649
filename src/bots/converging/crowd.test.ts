/**
 * Very many bots due in the same minute, all wished for at once: as after an outage, or a company's first day. Runs by
 * night (CROWD=1000), since a virtual half hour of it takes a real minute; call-budget.test.ts is its small sister.
 */
import { writeFileSync } from 'node:fs'
import type { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { converge } from '#bots/converging/converge.ts'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

const CROWD = Number(process.env.CROWD ?? 0)
const ORGANIZATIONS = 20
/** Of these the meeting is near, and they are wished for last. */
const NEAR = 20
const NEAR_MINUTES = 14
const START_MINUTES = 60
/** Recall asks for this much, that a bot comes on time. */
const AHEAD_MINUTES = 10
const STEP_SECONDS = 5
const LIMIT_A_MINUTE = 60

test.skipIf(CROWD === 0)(
  `${CROWD} bots due in one minute are all created in time, the near ones first, within Recall's limit`,
  { timeout: 1_200_000 },
  async () => {
    await using room = await botsRoom()
    const began = room.clock.now()
    const meetings = await wished(room)
    let created = 0
    for (let gone = 0; created < CROWD && gone < START_MINUTES * 60; gone += STEP_SECONDS) {
      for (const { organizationId, id } of await due(room)) await converge(room.needs, organizationId, id)
      await room.until(room.clock.now().plus({ seconds: STEP_SECONDS }))
      created = room.sims.recall.bots().length
    }

    const sent = await sentBots(room)
    expect(sent).toHaveLength(CROWD)
    const refused = room.network.calls.length - CROWD
    expect(refused, 'calls beyond one for each bot').toBe(0)
    const busiest = busiestMinute(sent.map(({ at }) => at))
    expect(busiest).toBeLessThanOrEqual(LIMIT_A_MINUTE)
    const spare = Math.min(...sent.map(({ at, joinAt }) => joinAt.diff(at).as('minutes')))
    expect(spare).toBeGreaterThanOrEqual(AHEAD_MINUTES)
    const far = sent.filter(({ joinAt }) => joinAt > began.plus({ minutes: NEAR_MINUTES }))
    const near = sent.filter(({ joinAt }) => joinAt <= began.plus({ minutes: NEAR_MINUTES }))
    expect(near).toHaveLength(meetings.near.length)
    const lastNear = Math.max(...near.map(({ at }) => +at))
    const before = far.filter(({ at }) => +at < lastNear).length
    expect(before, 'far ones sent before the last near one').toBe(0)

    const minutes = (Math.max(...sent.map(({ at }) => +at)) - +began) / 60_000
    const figures = `${CROWD} bots for one minute: created within ${minutes.toFixed(1)} min, the last ${spare.toFixed(1)} min ahead; at most ${busiest} a minute (limit ${LIMIT_A_MINUTE}); ${near.length} near ones first; refused 0`
    if (process.env.CROWD_FIGURES) writeFileSync(process.env.CROWD_FIGURES, figures)
  },
)

/** The far ones first, as they stand in the calendars of twenty organizations. */
async function wished(room: BotsRoom): Promise<{ near: Meeting[] }> {
  const firsts: Meeting[] = []
  for (let n = 0; n < ORGANIZATIONS; n++) firsts.push(await aMeeting(room, room.clock.now()))
  const some = async (count: number, startsIn: number) => {
    const made: Meeting[] = []
    const start = room.clock.now().plus({ minutes: startsIn })
    for (let n = 0; n < count; n++) {
      const of = firsts[n % ORGANIZATIONS]
      const meeting = await aMeeting(room, start, {
        link: `sim=lobby:5&n=${startsIn}-${n}`,
        ...(of && { of }),
      })
      await meeting.wish({ roomKey: `google_meet:${startsIn}-${n}` })
      made.push(meeting)
    }
    return made
  }
  await some(CROWD - NEAR, START_MINUTES)
  return { near: await some(NEAR, NEAR_MINUTES) }
}

const due = (room: BotsRoom) =>
  room.db.asSystem((tx) =>
    tx
      .selectFrom('bots')
      .select(['organizationId', 'id'])
      .whereRef('wishNumber', '>', 'agreedNumber')
      .where('nextAttemptAt', '<=', room.clock.now())
      .execute(),
  )

const sentBots = async (room: BotsRoom) => {
  const rows = await room.db.asSystem((tx) =>
    tx
      .selectFrom('bots')
      .select(['firstAttemptAt as at', 'joinAt'])
      .where('recallBotId', 'is not', null)
      .execute(),
  )
  return rows.flatMap(({ at, joinAt }) => (at ? [{ at, joinAt }] : []))
}

/** The most within any sixty seconds. */
function busiestMinute(instants: readonly DateTime[]): number {
  const times = instants.map(Number).toSorted((a, b) => a - b)
  return Math.max(...times.map((from, index) => times.slice(index).filter((at) => at < from + 60_000).length))
}
