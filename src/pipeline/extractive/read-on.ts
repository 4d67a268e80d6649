/**
 * Captions cut sentences where a line is full: "I'll have it done by" · "Friday." Who quotes one reads on in the next
 * line of the same speaker, and begins in the one before where that was cut.
 */
import { cleaned, type Sentence } from '#pipeline/extractive/sentences.ts'

const ENDS = /[.!?؟۔。！？]["'”)\]]*$/u
const TRAILS_OFF = /(?:…|\.{3})["'”)\]]*$/u
const MOST_WORDS = 60
const MOST_PARTS = 2 // to either side

const isCut = ({ text }: Sentence): boolean => TRAILS_OFF.test(text) || !ENDS.test(text)

/**
 * Of a sentence of these, all of the meeting: what belongs together with it, in order. Where most sentences have no end,
 * none can be told from a cut one, and each stands for itself.
 */
export function readingOn(all: readonly Sentence[]): (sentence: Sentence) => Sentence[] {
  const hasMarks = all.filter(isCut).length <= all.length / 2
  return (sentence) => (hasMarks ? wholeOf(sentence, all) : [sentence])
}

function wholeOf(sentence: Sentence, all: readonly Sentence[]): Sentence[] {
  const whole = [sentence]
  const words = () => whole.reduce((sum, { wordCount }) => sum + wordCount, 0)
  const fits = (next: Sentence) =>
    next.line.speaker === sentence.line.speaker && words() + next.wordCount <= MOST_WORDS
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const [last, next] = [whole.at(-1), all[(whole.at(-1)?.index ?? 0) + 1]]
    if (!last || !next || !isCut(last) || next.line === last.line || !fits(next)) break
    whole.push(next)
  }
  for (let parts = 0; parts < MOST_PARTS; parts++) {
    const [first, before] = [whole[0], all[(whole[0]?.index ?? 0) - 1]]
    if (!first || !before || !isCut(before) || before.line === first.line || !fits(before)) break
    whole.unshift(before)
  }
  return whole
}

/** In one piece; what goes on in the middle of a sentence begins as it did there, without the word said twice. */
export const joined = (parts: readonly Sentence[]): string =>
  parts.reduce((text, part, at) => {
    const before = parts[at - 1]
    if (!before) return part.text
    return isCut(before) ? cleaned(`${text} ${asItBegan(part)}`) : `${text} ${part.text}`
  }, '')

function asItBegan({ text, line }: Sentence): string {
  const small = text.charAt(0).toLowerCase() + text.slice(1)
  return line.text.includes(text.slice(0, BEGINNING)) ? text : small
}

const BEGINNING = 12
