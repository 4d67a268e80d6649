import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { keptUntil, wordsBefore } from '#bots/manners/before-the-no.ts'

const nine = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })

test.each<[string, DateTime | null, DateTime | null, number | null]>([
  ['nobody said no', null, nine, null],
  ['a no in the tenth second', nine.plus({ seconds: 10 }), nine, 10],
  ['a no before the recording began', nine, nine.plus({ seconds: 5 }), -5],
  ['a no, and nobody knows when the recording began', nine, null, 0],
])('%s', (_story, objectedAt, recordedFrom, expected) => {
  expect(keptUntil(objectedAt, recordedFrom)).toBe(expected)
})

test.each<[string, (number | null)[], number | null, number]>([
  ['without a no all words stay', [1, 2, 3], null, 3],
  ['what began before it stays', [8, 9.9, 10, 11], 10, 2],
  ['a word without a time goes with the one before it', [9, null, 11, null], 10, 2],
  ['words that have no time at all are not kept', [null, null], 10, 0],
])('%s', (_story, starts, until, kept) => {
  expect(wordsBefore(starts, until, (start) => start)).toHaveLength(kept)
})
