import { afterAll, beforeAll, expect, test } from 'vitest'
import { claim } from '#bots/converging/claim-turn.ts'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { aMeeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())

const inMinutes = (minutes: number) => room.clock.now().plus({ minutes })
/** Until a transaction stands before a lock that another one holds. */
const somebodyWaits = () =>
  expect
    .poll(async () => {
      const { rows } = await room.db.pool.query<{ waiting: number }>(
        'select count(*)::int as waiting from pg_locks where not granted',
      )
      return rows[0]?.waiting
    })
    .toBeGreaterThan(0)

test.each(['stop', 'wish'] as const)(
  'a %s that meets the replacing of a bot is about the new one',
  async (what) => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    await room.work()
    await meeting.wish({ joinAt: inMinutes(5), start: inMinutes(5) })
    const [old] = await meeting.bots()
    const { organizationId } = meeting
    const later = inMinutes(90)
    let waiting: Promise<unknown> = Promise.resolve()
    await room.db.asSystem(async (tx) => {
      await claim(tx, room, { organizationId, botId: old?.id ?? '' })
      waiting =
        what === 'wish'
          ? meeting.wish({ joinAt: later, start: later })
          : meeting.see((other) => stopBot(other, room, { organizationId, sessionId: old?.sessionId ?? '' }))
      await somebodyWaits()
    })
    await waiting
    expect(await meeting.bots()).toMatchObject([
      { state: 'cancelling', isWanted: false },
      what === 'wish' ? { isWanted: true, joinAt: later } : { unwantedBecause: 'stopped_by_person' },
    ])
  },
)
