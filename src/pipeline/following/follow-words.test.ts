import { expect, test } from 'vitest'
import { followWords } from '#pipeline/following/follow-words.ts'

test.each([
  [
    'a word in a sentence of the model',
    'The Kubernets move waits.',
    'We move to Kubernets, then',
    'We move to Kubernetes, then',
    'The Kubernetes move waits.',
  ],
  [
    'a whole sentence that was quoted',
    'Ship it Friday.',
    'Ship it Friday.',
    'Ship it Monday.',
    'Ship it Monday.',
  ],
  ['a part of another word stays', 'Anabel spoke.', 'Ana', 'Anna', 'Anabel spoke.'],
  ['words that are not there', 'The budget is fine.', 'Ask Bob', 'Ask Rob', 'The budget is fine.'],
  ['words that were only added', 'They call them.', 'Call them', 'Please call them now', 'They call them.'],
  [
    'signs that mean something to a pattern',
    'It costs $5 (net).',
    'costs $5 (net)',
    'costs $6 (net)',
    'It costs $6 (net).',
  ],
])('%s', (_name, text, from, to, followed) => {
  expect(followWords(text, from, to)).toBe(followed)
})
