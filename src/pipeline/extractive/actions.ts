/**
 * Tasks that were taken on, given, or asked for in so many words: "I'll …", "Dana, can you …?" and a yes, "please
 * leave a comment". Nobody's name is put to a task that they neither took nor were given, and a day only where it was
 * spoken. Those that a note-taker would most likely keep are kept.
 */
import { dueIn } from '#pipeline/extractive/due.ts'
import { joined, readingOn } from '#pipeline/extractive/read-on.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { type Likely, likelihoods, type Weights } from '#pipeline/extractive/task-likelihood.ts'
import { NOT_A_TASK, plain, REFERS_BACK } from '#pipeline/extractive/task-signs.ts'
import { wordsOf } from '#pipeline/text/words.ts'
import type { DraftAction } from '#pipeline/types.ts'

/** An hour of talk is about 650 sentences. */
const SENTENCES_PER_TASK = 75
const FEWEST_ASKED = 5
const MOST_TASKS = 9
/** The logarithm of the odds below which it is none, however little else there is. */
const LEAST_LIKELY = -3
/** What a task loses when one was chosen within so many words, about three quarters of a minute. */
const SAME_MOMENT = 0.5
const MOMENT_WORDS = 100
/** Sentences so near to each other, of one owner, speak of one task. */
const SAME_WITHIN = 3
const LONGEST_WORDS = 60
/** What says something by itself, as a line before that says what "this" is, has at least so many words. */
const TELLING_WORDS = 8
const BACK_WITHIN = 4
/** Where somebody began to speak about it: within so many sentences. */
const TURN_WITHIN = 8

/** `whole`: with what the ends of lines cut off. `at`: after so many words of the meeting. */
export type Candidate = Likely & { whole: Sentence[]; words: Set<string>; at: number }

/** In the order in which they were said. */
export function actionsIn(
  sentences: readonly Sentence[],
  people: readonly string[],
  weights?: Weights,
): DraftAction[] {
  const most = Math.min(MOST_TASKS, Math.max(FEWEST_ASKED, Math.round(sentences.length / SENTENCES_PER_TASK)))
  return mostWorth(possibleTasks(sentences, people, weights), most)
    .toSorted((a, b) => a.sentence.index - b.sentence.index)
    .map((one) => actionOf(one, sentences))
}

/** Those among which is chosen, in order. */
export function possibleTasks(
  sentences: readonly Sentence[],
  people: readonly string[],
  weights?: Weights,
): Candidate[] {
  const wholeAt = readingOn(sentences)
  let at = 0
  const placed = likelihoods(sentences, people, weights).map((one) => {
    at += one.sentence.wordCount
    return { ...one, at }
  })
  return placed.filter(mayBeTask).flatMap((one) => {
    const whole = wholeAt(one.sentence)
    return trailsOff(whole) ? [] : [{ ...one, whole, words: new Set(wordsOf(one.sentence.text)) }]
  })
}

/** "It would be nice to …" */
const trailsOff = (whole: readonly Sentence[]): boolean =>
  joined(whole).endsWith('…') && whole.reduce((sum, { wordCount }) => sum + wordCount, 0) < TELLING_WORDS

const ASKED = ['willDo', 'mayDo', 'picksUp', 'asks', 'invites', 'urges', 'wants']
const TO_DO = ['work', 'soon', 'away', 'doesThat']

/** Somebody took it or was given it; or it is asked for or wanted, and is something to do. */
function mayBeTask({ sentence: { text, wordCount }, taken, signs, likely }: Likely): boolean {
  if (wordCount < 4 || wordCount > LONGEST_WORDS || likely < LEAST_LIKELY || NOT_A_TASK.test(plain(text)))
    return false
  const hasOne = (names: readonly string[]) => names.some((name) => signs[name])
  return taken !== null || (wordCount > 5 && hasOne(ASKED) && hasOne(TO_DO))
}

/** One after the other: each time that of most worth of those that repeat none before. */
function mostWorth(candidates: readonly Candidate[], most: number): Candidate[] {
  const chosen: Candidate[] = []
  let left = candidates
  const worth = (one: Candidate) =>
    one.worth - (chosen.some(({ at }) => Math.abs(at - one.at) <= MOMENT_WORDS) ? SAME_MOMENT : 0)
  while (chosen.length < most && left.length > 0) {
    const best = left.reduce((a, b) => (worth(b) > worth(a) ? b : a))
    chosen.push(best)
    left = left.filter((one) => one !== best && !repeats(one, best))
  }
  return chosen
}

/** Parts of one sentence, of one person and side by side, or the same words. */
function repeats({ sentence, taken, words, whole }: Candidate, other: Candidate): boolean {
  if (whole.includes(other.sentence) || other.whole.includes(sentence)) return true
  const isNear = Math.abs(other.sentence.index - sentence.index) <= SAME_WITHIN
  if (isNear && (other.taken?.owner ?? null) === (taken?.owner ?? null)) return true
  const shared = [...words].filter((word) => other.words.has(word)).length
  return shared > 0.7 * Math.min(words.size, other.words.size)
}

function actionOf(one: Candidate, all: readonly Sentence[]): DraftAction {
  const text = joined(one.whole)
  return { text, evidence: evidenceOf(one, all), owner: one.taken?.owner ?? null, due: dueIn(text) }
}

/** The numbers of the lines on which it rests: its own, where its speaker began, what "this" means, and the yes. */
export function evidenceOf({ sentence, whole, taken }: Candidate, all: readonly Sentence[]): number[] {
  const { text, index, line } = sentence
  const antecedent = REFERS_BACK.test(text)
    ? all
        .slice(Math.max(0, index - BACK_WITHIN), index)
        .findLast(({ wordCount }) => wordCount >= TELLING_WORDS)
    : undefined
  const rests = [
    line,
    ...whole.map((part) => part.line),
    ...(antecedent ? [antecedent.line] : []),
    beginningOfTurn(sentence, all).line,
    ...(taken?.replies ?? []).map((reply) => reply.line),
  ]
  return [...new Set(rests.map(({ number }) => number))]
}

function beginningOfTurn(sentence: Sentence, all: readonly Sentence[]): Sentence {
  let first = sentence
  for (let at = sentence.index - 1; at >= Math.max(0, sentence.index - TURN_WITHIN); at--) {
    const before = all[at]
    if (before?.line.speaker !== sentence.line.speaker) break
    first = before
  }
  return first
}
