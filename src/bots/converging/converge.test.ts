import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { claim } from '#bots/converging/claim-turn.ts'
import { perform } from '#bots/converging/perform.ts'
import { saveAnswer } from '#bots/converging/save-answer.ts'
import { stopBot } from '#bots/converging/stop-bot.ts'
import { botsForOccurrences } from '#bots/reads.ts'
import { aMeeting } from '#test/bots.ts'
import { type BotsRoom, botsRoom } from '#test/bots-room.ts'

let room: BotsRoom
beforeAll(async () => {
  room = await botsRoom()
})
afterAll(() => room[Symbol.asyncDispose]())
beforeEach(() => {
  room.network.loses = null
  room.network.calls = []
})

const inMinutes = (minutes: number) => room.clock.now().plus({ minutes })
/** The stand-in's bots of this meeting's organization. */
const atRecall = ({ organizationId }: { organizationId: string }) =>
  room.sims.recall.bots().filter(({ config }) => config.metadata.org === organizationId)

describe('a wish', () => {
  test('made twenty times at once brings one bot', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await Promise.all(Array.from({ length: 20 }, () => meeting.wish()))
    await Promise.all(Array.from({ length: 5 }, () => room.work()))
    expect(await meeting.bots()).toMatchObject([{ generation: 1, state: 'scheduled' }])
    expect(atRecall(meeting)).toHaveLength(1)
  })

  test('for another time moves the same bot', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    await room.work()
    const later = inMinutes(90)
    await meeting.wish({ joinAt: later, start: later })
    await room.work()
    expect(await meeting.bots()).toMatchObject([{ generation: 1, state: 'scheduled' }])
    expect(atRecall(meeting)).toMatchObject([{ joinAt: later.toMillis() }])
    expect(room.network.calls.map((call) => call.split(' ')[0])).toEqual(['POST', 'PATCH'])
  })

  test('that changes nothing calls nobody', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    await room.work()
    await meeting.wish()
    await meeting.wish({ title: 'Another title' })
    await room.work()
    expect(room.network.calls).toEqual(['POST /bot/'])
    const [session] = await meeting.see((tx) => tx.selectFrom('sessions').select('title').execute())
    expect(session?.title).toBe('Another title')
  })

  test('taken back deletes the bot, and wished again sends another', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    await room.work()
    await meeting.unwish('cancelled')
    await room.work()
    expect(atRecall(meeting)).toEqual([])
    expect(await meeting.bots()).toMatchObject([{ state: 'cancelled', unwantedBecause: 'cancelled' }])
    await meeting.wish()
    await room.work()
    expect((await meeting.bots()).map(({ state }) => state)).toEqual(['cancelled', 'scheduled'])
    expect(atRecall(meeting)).toHaveLength(1)
  })

  test('taken back before anybody asked costs no call', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    await meeting.unwish('cancelled')
    await room.work()
    expect(room.network.calls).toEqual([])
    expect(await meeting.bots()).toMatchObject([{ state: 'cancelled' }])
  })

  test('moved too near for Recall replaces the bot, and the new one is sent on time', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    await room.work()
    const near = inMinutes(5)
    await meeting.wish({ joinAt: near, start: near })
    await room.work()
    await room.work()
    expect(atRecall(meeting)).toEqual([])
    expect(await meeting.bots()).toMatchObject([
      { state: 'cancelled', unwantedBecause: 'replaced' },
      { state: 'planned', nextAttemptAt: near },
    ])
    await room.until(near)
    await room.work()
    await room.until(near.plus({ seconds: 4 }))
    expect((await meeting.bots())[1]?.state).toBe('waiting_room')
  })

  test("a person's stop is final for the meeting", async () => {
    const meeting = await aMeeting(room, room.clock.now())
    await meeting.wish()
    await room.work()
    await room.until(inMinutes(1))
    const [bot] = await meeting.bots()
    expect(bot?.state).toBe('recording')
    const { organizationId } = meeting
    await meeting.see((tx) => stopBot(tx, room, { organizationId, sessionId: bot?.sessionId ?? '' }))
    await room.work()
    await room.until(inMinutes(2))
    expect(await meeting.bots()).toMatchObject([{ state: 'done', unwantedBecause: 'stopped_by_person' }])
    await meeting.wish({ joinAt: inMinutes(30) })
    await room.work()
    expect(await meeting.bots()).toHaveLength(1)
  })

  test('that Recall refuses fails with a sentence', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish({ meetingUrl: 'https://example.com/not-a-meeting' })
    await room.work()
    const shown = await meeting.see((tx) => botsForOccurrences(tx, [meeting.occurrenceId]))
    expect(shown.get(meeting.occurrenceId)).toMatchObject({
      state: 'failed',
      trouble: expect.stringContaining('does not lead to a meeting'),
    })
    await meeting.wish()
    await room.work()
    expect((await meeting.bots()).map(({ state }) => state)).toEqual(['failed', 'scheduled'])
  })

  test('with no bot free is tried again with a new key', async () => {
    const meeting = await aMeeting(room, room.clock.now(), { link: 'sim=busy,kick:5' })
    await meeting.wish()
    await room.work()
    expect(await meeting.bots()).toMatchObject([{ state: 'planned', epoch: 2, firstAttemptAt: null }])
    await room.work()
    expect(room.network.calls).toHaveLength(1)
    await room.until(inMinutes(0.5))
    await room.work()
    expect(await meeting.bots()).toMatchObject([{ recallBotId: expect.any(String), lastError: null }])
  })

  test('stays while Recall is off, and says so', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    const shown = await meeting.see((tx) =>
      botsForOccurrences(tx, [meeting.occurrenceId], { recallIsOff: true }),
    )
    expect(shown.get(meeting.occurrenceId)?.trouble).toContain('Recall is off')
    await meeting.unwish('cancelled')
    await room.work()
  })
})

describe('when it breaks in between', () => {
  test.each(['the request', 'the answer'] as const)('%s is lost: one bot all the same', async (lost) => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    room.network.loses = lost
    await room.work()
    expect(await meeting.bots()).toMatchObject([{ state: 'claiming', lastError: expect.any(String) }])
    room.network.loses = null
    await room.until(inMinutes(0.25))
    await room.work()
    expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 1, lastError: null }])
    expect(atRecall(meeting)).toHaveLength(1)
  })

  test('the answer is lost, and we are away until Recall has forgotten the key: the bot is found', async () => {
    const meeting = await aMeeting(room, inMinutes(180))
    await meeting.wish()
    room.network.loses = 'the answer'
    await room.work()
    room.network.loses = null
    await room.until(inMinutes(61))
    await room.work()
    expect(atRecall(meeting)).toHaveLength(1)
    expect(await meeting.bots()).toMatchObject([
      { state: 'scheduled', epoch: 1, recallBotId: atRecall(meeting)[0]?.id },
    ])
  })

  test('nothing had reached Recall before we went away: another is sent', async () => {
    const meeting = await aMeeting(room, inMinutes(180))
    await meeting.wish()
    room.network.loses = 'the request'
    await room.work()
    room.network.loses = null
    await room.until(inMinutes(61))
    await room.work()
    expect(atRecall(meeting)).toHaveLength(1)
    expect(await meeting.bots()).toMatchObject([{ state: 'scheduled', epoch: 2 }])
  })

  test('taken back while the answer is unknown: no bot is left behind', async () => {
    const meeting = await aMeeting(room, inMinutes(60))
    await meeting.wish()
    room.network.loses = 'the answer'
    await room.work()
    room.network.loses = null
    await meeting.unwish('cancelled')
    await room.until(inMinutes(1))
    await room.work()
    expect(atRecall(meeting)).toEqual([])
    expect(await meeting.bots()).toMatchObject([{ state: 'cancelled' }])
  })

  test.each(['before the call', 'after the call', 'after the answer was saved'])(
    'a worker dies %s: another finishes its turn',
    async (point) => {
      const meeting = await aMeeting(room, inMinutes(60))
      await meeting.wish()
      const [bot] = await meeting.bots()
      const turn = await room.db.asSystem((tx) => claim(tx, room, { ...meeting, botId: bot?.id ?? '' }))
      if (!turn) throw new Error('there was nothing to do')
      if (point !== 'before the call') {
        const answer = await perform(room.needs, turn)
        if (point === 'after the answer was saved')
          await room.db.asSystem((tx) => saveAnswer(tx, room, turn, answer))
      }
      await room.until(inMinutes(1))
      await room.work()
      expect(atRecall(meeting)).toHaveLength(1)
      expect(await meeting.bots()).toMatchObject([
        { state: 'scheduled', agreedNumber: 1, attempts: expect.any(Number) },
      ])
    },
  )

  test('a message is faster than the answer: the bot is known by its intent', async () => {
    const meeting = await aMeeting(room, room.clock.now())
    await meeting.wish()
    const [bot] = await meeting.bots()
    const turn = await room.db.asSystem((tx) => claim(tx, room, { ...meeting, botId: bot?.id ?? '' }))
    if (!turn) throw new Error('there was nothing to do')
    const answer = await perform(room.needs, turn)
    await room.until(inMinutes(0.1))
    expect(await meeting.bots()).toMatchObject([{ recallBotId: atRecall(meeting)[0]?.id }])
    expect((await meeting.bots())[0]?.state).not.toBe('claiming')
    await room.db.asSystem((tx) => saveAnswer(tx, room, turn, answer))
    await room.work()
    expect(await meeting.bots()).toMatchObject([{ agreedNumber: 1 }])
    expect((await meeting.bots())[0]?.state).not.toBe('scheduled')
  })
})
