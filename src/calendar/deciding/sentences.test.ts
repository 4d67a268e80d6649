import { expect, test } from 'vitest'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import { reasons } from '#calendar/deciding/types.ts'

test.each(reasons)('%s has one plain sentence', (because) => {
  const sentence = sentenceOf({ because, trail: [] })
  expect(sentence).toMatch(/^(Joining|Not joining)/)
  expect(sentence).not.toMatch(/not known|undefined|[.!]$/)
})

test('the word that was found is named', () => {
  const trail = [{ step: 'keywords', outcome: 'skip' as const, detail: 'confidential' }]
  expect(sentenceOf({ because: 'keyword', trail })).toBe("Not joining: the title contains 'confidential'")
})

test('the platform that no bot can join is named', () => {
  const trail = [{ step: 'link', outcome: 'skip' as const, detail: 'whereby' }]
  expect(sentenceOf({ because: 'unsupported_platform', trail })).toBe(
    'Not joining: no bot can join Whereby meetings',
  )
})
