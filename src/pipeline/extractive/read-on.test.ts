/** Sentences that captions cut in two are quoted whole, and only those. */
import { expect, test } from 'vitest'
import { joined, readingOn } from '#pipeline/extractive/read-on.ts'
import { sentencesOf } from '#pipeline/extractive/sentences.ts'

const DONE = 'That is all for now. It was good.'

function wholeAt(index: number, ...said: string[]) {
  const lines = [...said, DONE, DONE, DONE].map((text, at) => {
    const [speaker = '', words = ''] = text.includes(': ') ? text.split(': ') : ['Ana', text]
    return { number: at + 1, id: `${at}`, speaker, text: words }
  })
  const sentences = sentencesOf(lines)
  const sentence = sentences[index]
  if (!sentence) throw new Error('no such sentence')
  const whole = readingOn(sentences)(sentence)
  return { text: joined(whole), lines: whole.map(({ line }) => line.number) }
}

test('it goes on in the next line of the same speaker', () => {
  expect(wholeAt(0, "I'll have the draft done by", 'Friday noon. Then we talk.')).toEqual({
    text: "I'll have the draft done by Friday noon.",
    lines: [1, 2],
  })
})

test('it began in the line before', () => {
  expect(wholeAt(1, 'Please read the', 'second draft until Friday.')).toEqual({
    text: 'Please read the second draft until Friday.',
    lines: [1, 2],
  })
})

test('what was said twice over the end of the line is said once, and a pause is a cut', () => {
  expect(wholeAt(0, 'We have to wait for', 'for the court.').text).toBe('We have to wait for the court.')
  expect(wholeAt(0, 'I’ll add you to…', 'the group.').text).toBe('I’ll add you to… the group.')
})

test('not in the words of somebody else, nor where it ended, nor without end', () => {
  expect(wholeAt(0, 'Ana: We could ask the', 'Ben: I would not.').lines).toEqual([1])
  expect(wholeAt(0, 'We ask the landlord.', 'Then we wait.').lines).toEqual([1])
  const words = (first: string) => `${first} ${'and on '.repeat(14)}`
  expect(wholeAt(1, words('one'), words('two'), words('three'), words('four')).lines.length).toBeLessThan(4)
})

test('where hardly any sentence has an end, each line stands for itself', () => {
  const lines = ['we ask them', 'then we wait', 'and we see'].map((text, at) => ({
    ...{ number: at + 1, id: `${at}`, speaker: 'Ana', text },
  }))
  const sentences = sentencesOf(lines)
  expect(sentences.map((one) => readingOn(sentences)(one))).toEqual(sentences.map((one) => [one]))
})
