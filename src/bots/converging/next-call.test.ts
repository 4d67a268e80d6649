import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { nextCall } from '#bots/converging/next-call.ts'

const now = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const at = (minutes: number) => now.plus({ minutes })
type Facts = Parameters<typeof nextCall>[0]

const planned: Facts = {
  ...{ state: 'planned', isWanted: true, unwantedBecause: null, meetingUrl: 'https://zoom.us/j/1' },
  ...{ joinAt: at(60), meetingEnd: at(120), recallBotId: null, firstAttemptAt: null },
  ...{ agreedJoinAt: null, agreedMeetingUrl: null },
}
const scheduled: Facts = {
  ...planned,
  ...{ state: 'scheduled', recallBotId: 'r1', firstAttemptAt: at(-60) },
  ...{ agreedJoinAt: planned.joinAt, agreedMeetingUrl: planned.meetingUrl },
}
const soon = { joinAt: at(5), agreedJoinAt: at(5) }
const inDoubt: Facts = { ...planned, state: 'claiming', firstAttemptAt: at(-1), agreedJoinAt: at(60) }
const another = { meetingUrl: 'https://zoom.us/j/2' }
const unwanted = (because: string) => ({ isWanted: false, unwantedBecause: because })

const what = (facts: Facts, waitUntil: DateTime | null = null) => {
  const { call, ...rest } = nextCall(facts, now, waitUntil)
  const when = 'joinAt' in rest ? rest.joinAt : 'until' in rest ? rest.until : undefined
  return when === undefined ? call : `${call} ${when === null ? 'now' : when.diff(now).as('minutes')}`
}

describe('the next call for a bot that is wanted', () => {
  test.each<[string, Partial<Facts>, string]>([
    ['is far ahead', {}, 'schedule 60'],
    ['begins in eleven minutes', { joinAt: at(11) }, 'schedule 11'],
    ['begins in exactly ten minutes: such a bot would come at once', { joinAt: at(10) }, 'wait 10'],
    ['begins in a second', { joinAt: now.plus({ seconds: 1 }) }, `wait ${1 / 60}`],
    ['begins now', { joinAt: now }, 'schedule now'],
    ['is running', { joinAt: at(-30), meetingEnd: at(30) }, 'schedule now'],
    ['is as good as over', { joinAt: at(-57), meetingEnd: at(3) }, 'give_up'],
  ])('not yet asked for, when the meeting %s', (_name, change, expected) => {
    expect(what({ ...planned, ...change })).toBe(expected)
  })

  test('waits for its predecessor to leave, but not for ever', () => {
    expect(what({ ...planned, joinAt: at(-1) }, at(0.25))).toBe('wait 0.25')
    expect(what({ ...planned, joinAt: at(-1) }, at(-0.25))).toBe('schedule now')
  })

  test.each<[string, Partial<Facts>, string]>([
    ['is asked again, in the same words', { joinAt: at(90) }, 'schedule 60'],
    ['is asked again at once where its time has come', { agreedJoinAt: at(-1) }, 'schedule now'],
    ['is looked for once the key may be forgotten', { firstAttemptAt: at(-50) }, 'find'],
    ['is looked for once the meeting is over', { meetingEnd: at(0) }, 'find'],
  ])('whose answer was lost %s', (_name, change, expected) => {
    expect(what({ ...inDoubt, ...change })).toBe(expected)
  })

  test.each<[string, Partial<Facts>, string]>([
    ['nothing changed', {}, 'none'],
    ['only the end changed', { meetingEnd: at(200) }, 'none'],
    ['the meeting moved later', { joinAt: at(90) }, 'move 90'],
    ['the meeting moved earlier, far enough ahead', { joinAt: at(12) }, 'move 12'],
    ['the meeting moved to within eleven minutes', { joinAt: at(11) }, 'replace'],
    ['the meeting was moved to before now', { joinAt: at(-5) }, 'replace'],
    ['the link changed', another, 'move'],
    ['a bot that is about to set out moved later: Recall may refuse', { ...soon, joinAt: at(90) }, 'move 90'],
    ['the link changed just before', { ...soon, ...another }, 'replace'],
    ['a bot that was sent at once is on its way', { joinAt: at(-1), agreedJoinAt: at(-2) }, 'none'],
    ['it is over', { joinAt: at(-90), meetingEnd: at(-1) }, 'none'],
  ])('scheduled: %s', (_name, change, expected) => {
    expect(what({ ...scheduled, ...change })).toBe(expected)
  })

  test.each<[Facts['state'], Partial<Facts>, string]>([
    ['joining', {}, 'none'],
    ['joining', { joinAt: at(90) }, 'replace'],
    ['waiting_room', { joinAt: at(90) }, 'replace'],
    ['waiting_room', { joinAt: at(2) }, 'none'],
    ['waiting_room', another, 'replace'],
    ['recording', { joinAt: at(90) }, 'none'],
    ['in_call', another, 'none'],
    ['leaving', another, 'none'],
    ['done', another, 'none'],
    ['failed', { joinAt: at(90) }, 'none'],
  ])('%s with %j', (state, change, expected) => {
    const underWay = { joinAt: at(-1), agreedJoinAt: at(-1), meetingEnd: at(120) }
    expect(what({ ...scheduled, ...underWay, state, ...change })).toBe(expected)
  })
})

describe('the next call for a bot that is not wanted any more', () => {
  test.each<[string, Facts, string]>([
    ['never asked for', planned, 'forget'],
    ['asked for, answer unknown', inDoubt, 'find'],
    ['scheduled', scheduled, 'cancel'],
    ['about to set out', { ...scheduled, ...soon }, 'cancel'],
    ['being called back', { ...scheduled, state: 'cancelling' }, 'cancel'],
    ['joining', { ...scheduled, state: 'joining' }, 'leave'],
    ['in the lobby', { ...scheduled, state: 'waiting_room' }, 'leave'],
    ['recording people who still talk', { ...scheduled, state: 'recording' }, 'none'],
    ['cancelled already', { ...scheduled, state: 'cancelled' }, 'none'],
  ])('because the event was cancelled: %s', (_name, facts, expected) => {
    expect(what({ ...facts, ...unwanted('cancelled') })).toBe(expected)
  })

  test.each(['stopped_by_person', 'skipped_by_person', 'declined'])('leaves a call when %s', (because) => {
    expect(what({ ...scheduled, state: 'recording', ...unwanted(because) })).toBe('leave')
  })
})
