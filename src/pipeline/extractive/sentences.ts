/** Spoken lines → sentences that can stand alone in a summary: fillers and false starts taken out, nothing put in. */

import { wordCount } from '#pipeline/text/words.ts'
import type { NumberedLine } from '#pipeline/types.ts'

export type Sentence = {
  /** Place in the meeting, 0 for the first. */
  index: number
  line: NumberedLine
  text: string
  wordCount: number
}

/** Every sentence of the meeting, in order. */
export function sentencesOf(lines: readonly NumberedLine[]): Sentence[] {
  return lines
    .flatMap((line) => splitSentences(line.text).map((raw) => ({ line, text: cleaned(raw) })))
    .filter(({ text }) => text !== '')
    .map(({ line, text }, index) => ({ index, line, text, wordCount: wordCount(text) }))
}

/**
 * Ends at a mark that is followed by a space and a capital, a digit, a quote or a letter of a script without capitals;
 * Chinese and Japanese marks end a sentence without a space.
 */
export const splitSentences = (text: string): string[] =>
  tidy(text)
    .split(/(?<=[.!?…؟۔।]["')\]]?)\s+(?=["'([]?[\p{Lu}\p{N}\p{Lo}])|(?<=[。！？][」』）"]?)(?![」』）"])\s*/u)
    .map((part) => part.trim())
    .filter(Boolean)

/** Marks such as {vocalsound} out, and no space before a comma or an apostrophe. */
const tidy = (text: string) =>
  text
    .replaceAll(/\{[^{}]*\}/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,!?;:](\s|$))/g, '')

const FILLER =
  /(?:,\s*)?\b(?:u+m+|u+h+m*|e+r+m*|h+m+|mm-?hmm|you know|i mean|kind of like|sort of like)\b(?:,(?=\s))?/gi
const OPENING =
  /^(?:(?:so|and|but|well|okay|ok|yeah|yes|yep|right|oh|ah|no|now|like|also|then|actually|basically|alright|all right|anyway|cool|great|perfect|thanks|sure)\b[,.!]?\s+)+/i

/** "So, um, the the plan is …" → "The plan is …" */
export function cleaned(raw: string): string {
  const text = raw
    .replaceAll(FILLER, ' ')
    .replaceAll(/\b([\p{L}']+)(?:[,\s]+\1\b)+/giu, '$1')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=[.,!?;:])/g, '')
    .replaceAll(/,(?=[.,!?;:])/g, '')
    .trim()
    .replace(OPENING, '')
    .replace(/^[\s,.;:–-]+/, '')
  return text && /[\p{L}\p{N}]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : ''
}
