import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { kindOfFailure, mayTryAgain, pauseBeforeSecondTry } from '#bots/converging/second-try.ts'
import { failures } from '#bots/life/failures.ts'

const now = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const failed = {
  ...{ failureCode: 'bot_errored', isWanted: true, retries: 0, wasInside: false },
  meetingEnd: now.plus({ minutes: 30 }),
}
const policy = { canRetryLobby: true }

test.each([
  ['a bot that broke before it got in', {}, true],
  ['a code of Recall’s own trouble', { failureCode: 'google_meet_internal_error' }, true],
  ['a meeting that had not begun', { failureCode: 'meeting_not_started' }, true],
  ['a lobby that nobody opened', { failureCode: 'timeout_exceeded_waiting_room' }, true],
  ['a code that we do not know', { failureCode: 'something_new' }, false],
  ['a host who said no in the lobby', { failureCode: 'bot_kicked_from_waiting_room' }, false],
  ['a link that leads nowhere', { failureCode: 'meeting_not_found' }, false],
  ['a bot that was inside', { wasInside: true }, false],
  ['a second bot', { retries: 1 }, false],
  ['a bot that nobody wants any more', { isWanted: false }, false],
  ['a meeting with three minutes left', { meetingEnd: now.plus({ minutes: 3 }) }, false],
  [
    'a lobby with ten minutes left',
    { failureCode: 'timeout_exceeded_waiting_room', meetingEnd: now.plus({ minutes: 10 }) },
    false,
  ],
])('after %s (%j), once more: %s', (_name, change, expected) => {
  expect(mayTryAgain({ ...failed, ...change }, now, policy)).toBe(expected)
})

test('an organization may not want a second knock', () => {
  const lobby = { ...failed, failureCode: 'timeout_exceeded_waiting_room' }
  expect(mayTryAgain(lobby, now, { canRetryLobby: false })).toBe(false)
})

test('every code that may be tried again waits first, and the others are final', () => {
  for (const code of Object.keys(failures))
    expect(pauseBeforeSecondTry(code) > 0).toBe(kindOfFailure(code) !== 'final')
})
