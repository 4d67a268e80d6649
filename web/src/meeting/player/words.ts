/** Which word is spoken at a time, and at what time a word was spoken. Pure; times in seconds of the recording. */
import type { Line } from '../../live-lines.ts'

type Spoken = Pick<Line, 'text' | 'start' | 'end'>
/** Where a word stands in the text of its line. */
export type WordSpan = { from: number; to: number }

export const wordSpans = (text: string): WordSpan[] =>
  [...text.matchAll(/\S+/g)].map(({ index, 0: word }) => ({ from: index, to: index + word.length }))

/**
 * `times`: start and end of each word in milliseconds from the line's start, as they were heard. Where they are not
 * known, or a correction has changed how many words there are, the words share the time of the line evenly.
 */
export function wordAt({ text, start, end }: Spoken, times: readonly number[] | undefined, at: number) {
  const spans = wordSpans(text)
  if (spans.length === 0) return null
  if (!fits(times, spans.length)) {
    const share = (at - start) / Math.max(end - start, 0.001)
    return spans[Math.max(0, Math.min(spans.length - 1, Math.floor(share * spans.length)))] ?? null
  }
  const millis = (at - start + NEAR_SECONDS) * 1000
  const index = spans.findLastIndex((_, word) => (times[2 * word] ?? 0) <= millis)
  return spans[Math.max(0, index)] ?? null
}

/** When the word at this place of the text begins. */
export function timeOf({ text, start, end }: Spoken, times: readonly number[] | undefined, offset: number) {
  const spans = wordSpans(text)
  const index = Math.max(
    0,
    spans.findLastIndex(({ from }) => from <= offset),
  )
  if (!fits(times, spans.length)) return start + ((end - start) * index) / Math.max(1, spans.length)
  return start + (times[2 * index] ?? 0) / 1000
}

const fits = (times: readonly number[] | undefined, words: number): times is readonly number[] =>
  times?.length === 2 * words

/** A player lands a little before where it was sent. */
const NEAR_SECONDS = 0.01

/** The line that is spoken at this time, or was spoken last; undefined before the first. */
export function lineAt<L extends Pick<Line, 'start'>>(lines: readonly L[], at: number): L | undefined {
  let [low, high] = [0, lines.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((lines[middle]?.start ?? 0) <= at + NEAR_SECONDS) low = middle + 1
    else high = middle
  }
  return lines[low - 1]
}
