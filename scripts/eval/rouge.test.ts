import { expect, test } from 'vitest'
import { rouge } from './rouge.ts'

const score = (candidate: string[], reference: string[]) => {
  const { r1, r2, rl } = rouge(candidate, reference)
  return [r1, r2, rl].map((value) => Math.round(value * 100) / 100)
}

// https://github.com/google-research/google-research/tree/master/rouge
test('the example of rouge_score', () => {
  const reference = ['The quick brown fox jumps over the lazy dog']
  expect(score(['The quick brown dog jumps on the log.'], reference)).toEqual([70.59, 26.67, 58.82])
})

// Lin (2004), 3.1, with another verb: stems make "killed" and "kill" one word.
test.each([
  ['police shot the gunman', 75],
  ['the gunman shot police', 50],
])('the examples of the paper for sentences: %s', (candidate, expected) => {
  expect(score([candidate], ['police killed the gunman'])[2]).toBe(expected)
})

// Lin (2004), 3.2: the union of the two is w1 w2 w3 w5, four of the five words of the reference.
test('the example of the paper for summaries', () => {
  const [, , rl] = score(['w1 w2 w6 w7 w8', 'w1 w3 w8 w9 w5'], ['w1 w2 w3 w4 w5'])
  expect(rl).toBe(53.33) // recall 4/5, precision 4/10
})

test('nothing shared, or nothing said, is nought', () => {
  expect(score(['alpha'], ['beta'])).toEqual([0, 0, 0])
  expect(score([], ['beta'])).toEqual([0, 0, 0])
})
