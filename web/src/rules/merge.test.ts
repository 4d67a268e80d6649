import { expect, test } from 'vitest'
import { changedIn, onTopOf } from './merge.ts'

const base = { neverKeywords: ['budget', 'salary'], joinPrivate: true, joinBufferMinutes: 2 }

test.each([
  [
    'the other’s setting stays where one has not touched it',
    {},
    { joinPrivate: false },
    { joinPrivate: false },
  ],
  [
    'one’s own wins where both changed it',
    { joinBufferMinutes: 5 },
    { joinBufferMinutes: 0 },
    { joinBufferMinutes: 5 },
  ],
  [
    'words that either added stay, words that either took away go',
    { neverKeywords: ['budget', 'works council'] },
    { neverKeywords: ['salary', 'medical'] },
    { neverKeywords: ['medical', 'works council'] },
  ],
])('%s', (_, mine, theirs, merged) => {
  expect(onTopOf(base, { ...base, ...mine }, { ...base, ...theirs })).toEqual({ ...base, ...merged })
})

test('what one left to each person is left to them, and what the other one left is not set again', () => {
  const { joinPrivate: _, ...mine } = base
  const { joinBufferMinutes: __, ...theirs } = base
  expect(onTopOf(base, mine, theirs)).toEqual({ neverKeywords: base.neverKeywords })
})

test('what was changed is told by name', () => {
  expect(changedIn(base, { ...base, joinPrivate: false, refusals: ['ana@partner.test'] })).toEqual([
    'joinPrivate',
    'refusals',
  ])
})
