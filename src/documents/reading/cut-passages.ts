/**
 * A document in passages: long enough to be about something, short enough to be read at a glance. One ends between
 * paragraphs, or between the sentences of a long one, and never runs from one page into the next. Pure.
 */
import type { Passage } from '#documents/types.ts'

/** About 110 words. */
export const PASSAGE_CHARS = 700

type Cut = Pick<Passage, 'paragraph' | 'text'>

/** Every word of the text stands in one of them, in order. Both are tidy. */
export function cutPassages(text: string, byPage: readonly string[] | null): Passage[] {
  const parts = byPage?.map((words, at) => ({ page: at + 1, words })) ?? [{ page: null, words: text }]
  return parts
    .flatMap(({ page, words }) => cut(words).map((passage) => ({ page, ...passage })))
    .map((passage, place) => ({ place, ...passage }))
}

function cut(words: string): Cut[] {
  const passages: (Cut & { last: number })[] = []
  for (const { paragraph, text } of words.split(/\n{2,}/).flatMap(piecesOf)) {
    const before = passages.at(-1)
    if (!before || before.text.length + text.length > PASSAGE_CHARS) {
      passages.push({ paragraph, text, last: paragraph })
      continue
    }
    before.text += (before.last === paragraph ? '' : '\n\n') + text
    before.last = paragraph
  }
  return passages
    .map(({ paragraph, text }) => ({ paragraph, text: text.trim() }))
    .filter(({ text }) => text !== '')
}

const sentences = new Intl.Segmenter('und', { granularity: 'sentence' })
/** So many signs, to the end of a word if there is one. */
const longest = new RegExp(`[^]{1,${PASSAGE_CHARS}}(?:\\s|$)|[^]{1,${PASSAGE_CHARS}}`, 'gu')

/** The paragraph, or, where it is longer than a passage, its sentences, or parts of those. */
function piecesOf(text: string, at: number): Cut[] {
  const paragraph = at + 1
  if (text.length <= PASSAGE_CHARS) return [{ paragraph, text }]
  return [...sentences.segment(text)]
    .flatMap(({ segment }) => (segment.length <= PASSAGE_CHARS ? [segment] : (segment.match(longest) ?? [])))
    .map((piece) => ({ paragraph, text: piece }))
}
