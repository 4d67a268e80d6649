import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { failures } from '#bots/life/failures.ts'
import { stepSentence, troubleSentence } from '#bots/life/sentences.ts'
import { timelineOf } from '#bots/life/timeline.ts'

describe('a failure is told', () => {
  test('with the remedy, and the name to look for in the lobby', () => {
    expect(troubleSentence('call_ended_by_platform_waiting_room_timeout', null, 'Acme Notes')).toBe(
      'The host did not admit the bot within 10 minutes. Next time, admit “Acme Notes” from the lobby, or let people who are not in your organization join without waiting.',
    )
  })
  test.each(Object.keys(failures))('%s in one sentence, and a remedy at most', (code) => {
    const said = troubleSentence(code, null, 'Acme Notes') ?? ''
    expect(said).toMatch(/^[A-Z].*\.$/)
    expect(said).not.toMatch(/[{}]|_|Recall reports/)
  })
  test('by what Recall said, where the code is new to us', () => {
    expect(troubleSentence('quite_new', 'Too many cats')).toBe('Too many cats.')
    expect(troubleSentence('quite_new')).toBe('Recall reports: quite new.')
    expect(stepSentence('dancing', 'in_circles')).toBe('Recall says: dancing: in circles')
  })
})

test('where nothing was recorded, the timeline does not say that everything is', () => {
  const at = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
  const left = { code: 'call_ended', subCode: 'timeout_exceeded_noone_joined', occurredAt: at }
  const done = { code: 'done', subCode: null, occurredAt: at.plus({ seconds: 1 }) }
  expect(timelineOf(at, [left, done], 'Acme Notes').at(-1)?.sentence).toBe(
    'It is over, and nothing was recorded',
  )
  expect(stepSentence('fatal', 'bot_errored')).toBe('The bot failed: an error of its own')
})

test('a timeline is the same whatever order its facts came in', () => {
  const at = (seconds: number) => DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' }).plus({ seconds })
  const said = [
    ['joining_call', 0, null],
    ['in_waiting_room', 3, null],
    ['in_call_not_recording', 40, null],
    ['in_call_recording', 41, null],
    ['in_call_not_recording', 100, null],
    ['in_call_recording', 130, null],
    ['call_ended', 300, 'timeout_exceeded_everyone_left'],
    ['done', 305, null],
  ] as const
  const events = said.map(([code, seconds, subCode]) => ({ code, subCode, occurredAt: at(seconds) }))
  const told = timelineOf(at(-60), events.toReversed(), 'Acme Notes').map(({ sentence }) => sentence)
  expect(told).toEqual([
    '“Acme Notes” was asked for',
    'The bot is joining',
    '“Acme Notes” waits in the lobby for somebody to let it in',
    'Somebody let the bot in',
    'The bot records',
    'The recording paused',
    'The recording went on',
    'The bot left the call: everyone had left',
    'Everything is recorded and stored',
  ])
})
