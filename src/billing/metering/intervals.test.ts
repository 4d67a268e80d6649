import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import {
  billableMinutes,
  byMinute,
  closed,
  intervals,
  providerSeconds,
  secondsOf,
  union,
} from '#billing/metering/intervals.ts'

const zero = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
const facts = (...said: [code: string, seconds: number][]) =>
  said.map(([code, seconds]) => ({ code, occurredAt: zero.plus({ milliseconds: seconds * 1_000 }) }))
const seconds = (list: { from: number; to: number | null }[]) =>
  list.map(({ from, to }) => [(from - +zero) / 1_000, to === null ? null : (to - +zero) / 1_000])

describe('when a bot recorded', () => {
  test.each<[string, [string, number][], (number | null)[][]]>([
    [
      'never',
      [
        ['joining_call', 0],
        ['in_waiting_room', 9],
        ['call_ended', 900],
        ['done', 905],
      ],
      [],
    ],
    [
      'once',
      [
        ['joining_call', 0],
        ['in_call_recording', 20],
        ['call_ended', 80],
        ['done', 90],
      ],
      [[20, 80]],
    ],
    [
      'with a pause',
      [
        ['in_call_recording', 20],
        ['in_call_not_recording', 50],
        ['in_call_recording', 70],
        ['call_ended', 80],
      ],
      [
        [20, 50],
        [70, 80],
      ],
    ],
    ['still', [['in_call_recording', 20]], [[20, null]]],
    [
      'until it broke',
      [
        ['in_call_recording', 20],
        ['fatal', 31],
      ],
      [[20, 31]],
    ],
    [
      'and the message that it left was lost',
      [
        ['in_call_recording', 20],
        ['done', 95],
      ],
      [[20, 95]],
    ],
    [
      'twice told to record',
      [
        ['in_call_recording', 20],
        ['in_call_recording', 40],
        ['call_ended', 80],
      ],
      [[20, 80]],
    ],
    [
      'and nothing after its end counts',
      [
        ['in_call_recording', 20],
        ['call_ended', 80],
        ['in_call_recording', 85],
      ],
      [[20, 80]],
    ],
  ])('%s', (_name, said, expected) => {
    expect(seconds(intervals(facts(...said)))).toEqual(expected)
  })

  test('what Recall charges: from joining to done, and nothing for a fatal end', () => {
    expect(providerSeconds(facts(['joining_call', 0], ['joining_call', 2], ['done', 95.9]))).toEqual({
      seconds: 95,
      isFatal: false,
    })
    expect(providerSeconds(facts(['joining_call', 0], ['fatal', 95]))).toEqual({ seconds: 0, isFatal: true })
    expect(providerSeconds(facts(['joining_call', 0]))).toEqual({ seconds: 0, isFatal: false })
  })

  test('seconds are rounded down, minutes up', () => {
    expect(secondsOf([{ from: 0, to: 60_900 }])).toBe(60)
    expect([0, 1, 60, 61].map(billableMinutes)).toEqual([0, 1, 1, 2])
  })
})

const life = fc.array(
  fc.tuple(
    fc.constantFrom(
      'joining_call',
      'in_call_not_recording',
      'in_call_recording',
      'call_ended',
      'done',
      'other',
    ),
    fc.integer({ min: 0, max: 400_000 }),
  ),
  { maxLength: 14 },
)
const asFacts = (list: [string, number][]) =>
  list.map(([code, ms]) => ({ code, occurredAt: zero.plus({ milliseconds: ms }) }))

describe('for any lives of any bots', () => {
  test('order and repetition do not matter', () => {
    fc.assert(
      fc.property(life, (list) => {
        const told = asFacts(list)
        const twice = [...told.toReversed(), ...told]
        expect(intervals(twice)).toEqual(intervals(told))
        expect(providerSeconds(twice)).toEqual(providerSeconds(told))
      }),
    )
  })

  test('overlap counts once: the union is each instant that any bot recorded', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 3 }), (lives) => {
        const all = lives.flatMap((one) => closed(intervals(asFacts(one))))
        const merged = union(all)
        const covers = (list: { from: number; to: number }[], at: number) =>
          list.some(({ from, to }) => from <= at && at < to)
        for (const { from, to } of all)
          for (const at of [from - 1, from, to - 1, to]) expect(covers(merged, at)).toBe(covers(all, at))
        for (const [index, { to }] of merged.entries())
          expect(merged[index + 1]?.from ?? Number.POSITIVE_INFINITY).toBeGreaterThan(to)
      }),
    )
  })

  test('the minutes add up to the seconds, and none has more than sixty', () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 3 }), (lives) => {
        const time = union(lives.flatMap((one) => closed(intervals(asFacts(one)))))
        const minutes = byMinute(time)
        expect(minutes.reduce((sum, { seconds: some }) => sum + some, 0)).toBe(secondsOf(time))
        for (const { seconds: some } of minutes) expect(some >= 0 && some <= 60).toBe(true)
        expect(new Set(minutes.map(({ minute }) => +minute)).size).toBe(minutes.length)
      }),
    )
  })
})
