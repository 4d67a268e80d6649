import { expect, test } from 'vitest'
import { compared, textsOf } from './compare.ts'

const none = { tldr: [], decisions: [], actionItems: [], followUpQuestions: [], highlights: [], topics: [] }

test('a version is told point by point, each once, a task with its owner', () => {
  const notes = {
    ...none,
    tldr: [{ text: 'a' }],
    actionItems: [{ text: 'b', owner: 'Ana' }],
    topics: [{ title: 'T', points: [{ text: 'a' }, { text: 'c' }] }],
  }
  expect(textsOf(notes)).toEqual(['a', 'b (Ana)', 'c'])
})

test('what stands in one, in the other, in both', () => {
  expect(compared(['a', 'b'], ['b', 'c'])).toEqual([
    { text: 'a', is: 'only' },
    { text: 'b', is: 'both' },
    { text: 'c', is: 'gone' },
  ])
})
