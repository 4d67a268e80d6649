/** What speaks for a sentence being a task, and against it: its words, where it stands. All between 0 and 1. */
import { dueIn } from '#pipeline/extractive/due.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { type Taken, takenOn } from '#pipeline/extractive/taken-on.ts'
import { plain } from '#pipeline/extractive/task-signs.ts'
import { TASK_WORDS } from '#pipeline/extractive/task-words.ts'

export type Signs = Record<string, number>
export type Featured = { sentence: Sentence; taken: Taken | null; signs: Signs }

const LATENESS = 1.5
const BEGINNING = 0.03
const TAKEN = ['committed', 'mine', 'tried', 'given', 'accepted', 'askedOfAll', 'next', 'ours'] as const

export const featuresOf = (sentences: readonly Sentence[], people: readonly string[]): Featured[] =>
  sentences.map((sentence) => {
    const taken = takenOn(sentence, sentences, people)
    return { sentence, taken, signs: signsIn(sentence, taken, sentences.length) }
  })

function signsIn({ text, index }: Sentence, taken: Taken | null, count: number): Signs {
  const has = (sign: boolean) => (sign ? 1 : 0)
  const words = plain(text)
  const place = index / count
  return {
    ...Object.fromEntries(TAKEN.map((sign) => [sign, has(taken?.sign === sign)])),
    ...Object.fromEntries(Object.entries(TASK_WORDS).map(([name, sign]) => [name, has(sign.test(words))])),
    due: has(dueIn(text) !== null),
    question: has(text.endsWith('?')),
    beginning: has(place < BEGINNING),
    late: place ** LATENESS,
  }
}
