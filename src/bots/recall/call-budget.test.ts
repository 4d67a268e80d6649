import fc from 'fast-check'
import { DateTime } from 'luxon'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { converge } from '#bots/converging/converge.ts'
import { type Bucket, capacityOf, secondsUntil, tokensAt } from '#bots/recall/call-budget.ts'
import { type Cases, casesIn } from '#test/bot-cases.ts'
import { aMeeting, type Meeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

const zero = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })

test('in no sliding minute are there more calls than the provider allows, however they come', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3_000 }), { minLength: 50, maxLength: 400 }), (pauses) => {
      const made: number[] = []
      let bucket: Bucket = { tokens: capacityOf('create'), filledAt: zero, blockedUntil: null }
      let now = zero
      for (const pause of pauses) {
        now = now.plus({ milliseconds: pause })
        if (secondsUntil(bucket, 'create', 1, now) > 0) continue
        bucket = { tokens: tokensAt(bucket, 'create', now) - 1, filledAt: now, blockedUntil: null }
        made.push(now.toMillis())
      }
      for (const [index, at] of made.entries())
        expect(made.slice(index).filter((other) => other < at + 60_000).length).toBeLessThanOrEqual(60)
    }),
    { numRuns: 50, seed: 11 },
  )
})

test('a Retry-After holds for everybody', () => {
  const blocked = { tokens: 10, filledAt: zero, blockedUntil: zero.plus({ seconds: 7 }) }
  expect(secondsUntil(blocked, 'create', 1, zero)).toBeGreaterThanOrEqual(7)
  expect(secondsUntil(blocked, 'create', 1, zero.plus({ seconds: 8 }))).toBe(0)
})

let room: BotsRoom
let cases: Cases
beforeAll(async () => {
  room = await botsRoom()
  cases = casesIn(room)
})
afterAll(() => room[Symbol.asyncDispose]())

test('many bots are due in one second: the running meetings first, organizations in turn, within the limit', async () => {
  const big = await aMeeting(room, room.clock.now())
  const later = await crowd(big, 30, 120)
  const small = await cases.booked(240)
  const running = await cases.booked(0, 'sim=lobby:5,silent')
  const everyone = [...later, small, running]
  for (let second = 0; second < 40; second += 5) {
    for (const { organizationId, id } of await due(everyone)) await converge(room.needs, organizationId, id)
    await room.until(room.clock.now().plus({ seconds: 5 }))
  }
  const sent = room.sims.recall.bots().toReversed()
  const placeOf = ({ organizationId }: Meeting) =>
    sent.findIndex(({ config }) => config.metadata.org === organizationId)
  expect(sent).toHaveLength(32)
  expect(room.sims.recall.knobs.fired).toEqual({})
  expect(Math.max(placeOf(running), placeOf(small))).toBeLessThan(18)
})

/** Meetings of one organization, a minute apart. */
async function crowd(meeting: Meeting, count: number, startsIn: number): Promise<Meeting[]> {
  const others = await Promise.all(
    Array.from({ length: count }, () => aMeeting(room, room.clock.now(), { of: meeting })),
  )
  for (const [index, other] of others.entries()) {
    const start = cases.inMinutes(startsIn + index)
    await other.wish({ start, joinAt: start, end: start.plus({ minutes: 30 }) })
  }
  return others
}

async function due(meetings: Meeting[]) {
  const ids = new Set(meetings.map(({ organizationId }) => organizationId))
  const rows = await room.db.asSystem((tx) =>
    tx
      .selectFrom('bots')
      .select(['organizationId', 'id'])
      .whereRef('wishNumber', '>', 'agreedNumber')
      .where('nextAttemptAt', '<=', room.clock.now())
      .execute(),
  )
  return rows.filter(({ organizationId }) => ids.has(organizationId))
}
