import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { stateOf } from '#bots/life/state-of.ts'

const zero = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
type Said = [code: string, seconds: number, subCode?: string]
const events = (...said: Said[]) =>
  said.map(([code, seconds, subCode]) => ({
    code,
    subCode: subCode ?? null,
    occurredAt: zero.plus({ seconds }),
  }))

const call: Said[] = [
  ['joining_call', 0],
  ['in_waiting_room', 5],
  ['in_call_not_recording', 20],
  ['in_call_recording', 21],
]

describe('what became of a bot', () => {
  test.each<[string, Said[], object | null]>([
    ['nothing was said', [], null],
    ['only unknown things were said', [['dancing', 3]], null],
    ['it joins', call.slice(0, 1), { state: 'joining' }],
    ['it waits', call.slice(0, 2), { state: 'waiting_room' }],
    ['it is in the call', call.slice(0, 3), { state: 'in_call' }],
    ['it records', call, { state: 'recording', hasRecorded: true }],
    ['it pauses', [...call, ['in_call_not_recording', 50]], { state: 'in_call', hasRecorded: true }],
    [
      'two facts of one instant',
      [call[0] ?? ['', 0], ['in_call_recording', 9], ['in_call_not_recording', 9]],
      { state: 'recording' },
    ],
    ['it left', [...call, ['call_ended', 90, 'call_ended_by_host']], { state: 'leaving', failureCode: null }],
    [
      'it is done',
      [...call, ['call_ended', 90, 'timeout_exceeded_everyone_left'], ['done', 99]],
      { state: 'done', failureCode: null },
    ],
    [
      'it was removed after recording',
      [...call, ['call_ended', 90, 'bot_kicked_from_call'], ['done', 99]],
      { state: 'done', failureCode: 'bot_kicked_from_call' },
    ],
    [
      'nobody let it in',
      [
        ['joining_call', 0],
        ['in_waiting_room', 5],
        ['call_ended', 905, 'timeout_exceeded_waiting_room'],
        ['done', 910],
      ],
      { state: 'failed', failureCode: 'timeout_exceeded_waiting_room' },
    ],
    [
      'it broke',
      [
        ['joining_call', 0],
        ['fatal', 5, 'meeting_not_found'],
      ],
      { state: 'failed', failureCode: 'meeting_not_found' },
    ],
    ['it broke without a reason', [['fatal', 5]], { state: 'failed', failureCode: 'fatal' }],
    ['the message that it left was lost', [...call, ['done', 99]], { state: 'done' }],
    [
      'a sub code that we do not know',
      [...call, ['call_ended', 90, 'aliens'], ['done', 99]],
      { state: 'done', failureCode: null },
    ],
  ])('%s', (_name, said, expected) => {
    const seen = stateOf(events(...said))
    if (expected === null) expect(seen).toBeNull()
    else expect(seen).toMatchObject(expected)
  })

  test('does not depend on order or repetition', () => {
    const codes = [...call.map(([code]) => code), 'call_ended', 'done', 'fatal', 'dancing']
    const said = fc.tuple(
      fc.constantFrom(...codes),
      fc.integer({ min: 0, max: 30 }),
      fc.constantFrom(undefined, 'call_ended_by_host', 'bot_kicked_from_call'),
    )
    fc.assert(
      fc.property(fc.array(said, { maxLength: 12 }), fc.infiniteStream(fc.nat()), (list, dice) => {
        const facts = events(...(list as Said[])) // the tuple's third part may be undefined
        const shuffled = [...facts, ...facts]
          .map((event) => ({ event, order: dice.next().value ?? 0 }))
          .toSorted((a, b) => a.order - b.order)
          .map(({ event }) => event)
        expect(stateOf(shuffled)).toEqual(stateOf(facts))
      }),
      { numRuns: 300 },
    )
  })
})
