import { describe, expect, test } from 'vitest'
import { cutPassages, PASSAGE_CHARS } from '#documents/reading/cut-passages.ts'

const words = (count: number, word = 'word') => Array.from({ length: count }, () => word).join(' ')
const letters = (texts: readonly { text: string }[]) =>
  texts
    .map(({ text }) => text)
    .join('')
    .replaceAll(/\s/g, '')

describe('a document in passages', () => {
  test('short paragraphs stand together, and the first of them is named', () => {
    const text = ['Title', words(60), words(60), words(60, 'last')].join('\n\n')
    expect(cutPassages(text, null)).toEqual([
      { place: 0, page: null, paragraph: 1, text: ['Title', words(60), words(60)].join('\n\n') },
      { place: 1, page: null, paragraph: 4, text: words(60, 'last') },
    ])
  })

  test('no passage runs from one page into the next, and an empty page has none', () => {
    expect(cutPassages('x', ['One.', '', 'Three.\n\nMore.'])).toEqual([
      { place: 0, page: 1, paragraph: 1, text: 'One.' },
      { place: 1, page: 3, paragraph: 1, text: 'Three.\n\nMore.' },
    ])
  })

  test.each([
    ['sentences', `${words(30)}. `.repeat(20).trim()],
    ['one sentence without an end', words(500)],
    ['letters without a space', 'x'.repeat(3_000)],
    ['lines', 'a line of a list\n'.repeat(200).trim()],
    ['Chinese', '会议记录必须准确。'.repeat(300)],
    ['signs of two halves', '😀'.repeat(1_000)],
  ])('a long paragraph of %s is cut, and loses nothing', (_, text) => {
    const passages = cutPassages(text, null)
    expect(passages.length).toBeGreaterThan(1)
    expect(passages.every((one) => one.paragraph === 1 && one.text.length <= 2 * PASSAGE_CHARS)).toBe(true)
    expect(letters(passages)).toBe(text.replaceAll(/\s/g, ''))
  })
})
