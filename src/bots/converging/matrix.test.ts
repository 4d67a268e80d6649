/**
 * Change × time, asserted at the calls: what Recall is asked for when a meeting changes, by how long it is until the
 * meeting and by where the bot is. Each line carries its number in the catalogue of cases.
 */
import type { DateTime } from 'luxon'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { converge } from '#bots/converging/converge.ts'
import { type Change, changes, TALK } from '#test/bot-changes.ts'
import { aMeeting, type Meeting, type Wanted } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())

for (const [subject, table] of Object.entries(changes))
  describe(subject, () => {
    test.each(table)('%s', async (_name, { at, link = TALK, bookedAt = -60 }, change, calls, states) => {
      const start = room.clock.now().plus({ minutes: -bookedAt })
      const meeting = await aMeeting(room, start, { link })
      await meeting.wish()
      await work(meeting)
      await room.until(start.plus({ minutes: at }))
      await work(meeting)

      room.network.calls = []
      for (const one of Array.isArray(change) ? change : [change]) await apply(meeting, start, one)
      expect(room.network.calls.map(inShort)).toEqual(calls)
      expect((await meeting.bots()).map(({ state }) => state)).toEqual(states)
      await away(meeting)
    })
  })

/** The change, and two minutes for what it causes. */
async function apply(meeting: Meeting, start: DateTime, change: Change): Promise<void> {
  if (Array.isArray(change)) return
  if ('unwish' in change) await meeting.unwish(change.unwish)
  else await meeting.wish(await wishFor(meeting, start, change))
  for (let turn = 0; turn < 4; turn++) {
    await work(meeting)
    await room.until(room.clock.now().plus({ seconds: 30 }))
  }
}

async function wishFor(
  meeting: Meeting,
  start: DateTime,
  change: Exclude<Change, { unwish: string } | Change[]>,
) {
  const [bot] = (await meeting.bots()).slice(-1)
  const begins = start.plus({ minutes: change.start ?? 0 })
  const wish: Partial<Wanted> = {
    ...{ start: begins, joinAt: begins, end: begins.plus({ minutes: change.end ?? 60 }) },
    meetingUrl: change.link ?? bot?.meetingUrl ?? meeting.wanted.meetingUrl,
    ...(change.owner && { ownerUserId: await meeting.colleague() }),
    ...(change.title && { title: change.title }),
  }
  return wish
}

/** Its own bots only, as the workers would take them. */
async function work(meeting: Meeting): Promise<void> {
  const { organizationId } = meeting
  for (const { id } of await meeting.bots()) await converge(room.needs, organizationId, id)
}

/** So that the meetings of earlier lines do not talk into the later ones. */
async function away(meeting: Meeting): Promise<void> {
  for (const bot of room.sims.recall.bots())
    if (bot.config.metadata.org === meeting.organizationId) room.sims.recall.end(bot.id)
  await room.until(room.clock.now().plus({ minutes: 1 }))
}

const inShort = (call: string) => (call.endsWith('/leave_call/') ? 'LEAVE' : (call.split(' ')[0] ?? ''))
