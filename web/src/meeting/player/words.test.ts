import { expect, test } from 'vitest'
import { lineAt, timeOf, wordAt } from './words.ts'

const line = { text: 'We ship on Friday.', start: 10, end: 14 }
const times = [0, 400, 500, 900, 1000, 1200, 3000, 3900]
const said = (span: { from: number; to: number } | null) => span && line.text.slice(span.from, span.to)

test.each([
  [9, 'We'],
  [10.45, 'We'], // between two words: the one before
  [10.6, 'ship'],
  [12.9, 'on'],
  [13, 'Friday.'],
  [20, 'Friday.'],
])('at second %d the word is "%s"', (at, word) => expect(said(wordAt(line, times, at))).toBe(word))

test('words without times of their own share the time of their line', () => {
  expect(said(wordAt(line, undefined, 11.1))).toBe('ship')
  expect(said(wordAt(line, [0, 400], 13.9))).toBe('Friday.')
  expect(wordAt({ text: ' ', start: 0, end: 1 }, undefined, 0)).toBeNull()
})

test('a word leads to its time, wherever in it one points', () => {
  expect([0, 2, 3, 5, 17].map((offset) => timeOf(line, times, offset))).toEqual([10, 10, 10.5, 10.5, 13])
  expect(timeOf(line, undefined, 9)).toBe(12)
  expect(timeOf({ text: '', start: 3, end: 4 }, undefined, 0)).toBe(3)
})

test('the line at a time is the last that had begun', () => {
  const lines = [{ start: 1 }, { start: 5 }, { start: 5 }, { start: 9 }]
  expect([0, 1, 4.9, 5, 8, 100].map((at) => lines.indexOf(lineAt(lines, at) ?? { start: -1 }))).toEqual([
    -1, 0, 0, 2, 2, 3,
  ])
})
