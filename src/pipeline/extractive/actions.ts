/**
 * Tasks that were taken on, given, or asked for in so many words: "I'll …", "Dana, can you …?" and a yes, "please
 * leave a comment". Nobody's name is put to a task that they neither took nor were given, and a day only where it was
 * spoken. How likely a sentence is to be one is a weighed sum of signs; the likeliest are kept. The weights were learnt
 * from calls with notes (scripts/eval/learn-tasks.ts).
 */
import { dueIn } from '#pipeline/extractive/due.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { type Featured, featuresOf, type Signs } from '#pipeline/extractive/task-features.ts'
import { REFERS_BACK } from '#pipeline/extractive/task-signs.ts'
import learnt from '#pipeline/extractive/task-weights.json' with { type: 'json' }
import { wordsOf } from '#pipeline/text/words.ts'
import type { DraftAction } from '#pipeline/types.ts'

/** How much each sign counts, as the logarithm of the odds. */
export type Weights = { bias: number; own: Signs; near: Signs }

/** An hour of talk is about 650 sentences. */
const SENTENCES_PER_TASK = 50
const FEWEST_ASKED = 5
const MOST_TASKS = 9
/** Sentences so near to each other speak of one task. */
const SAME_WITHIN = 3
const LONGEST_WORDS = 60
/** A line before that says what "this" is has at least so many words, and is not far. */
const TELLING_WORDS = 8
const BACK_WITHIN = 4
/** Where somebody began to speak about it: within so many sentences. */
const TURN_WITHIN = 8

/** The likeliest, in the order in which they were said. */
export function actionsIn(
  sentences: readonly Sentence[],
  people: readonly string[],
  weights: Weights = learnt,
): DraftAction[] {
  const most = Math.min(MOST_TASKS, Math.max(FEWEST_ASKED, Math.round(sentences.length / SENTENCES_PER_TASK)))
  const found = featuresOf(sentences, people)
    .filter(mayBeTask)
    .map((one) => ({ ...one, likely: likelihood(one, weights) }))
    .toSorted((a, b) => b.likely - a.likely || a.sentence.index - b.sentence.index)
  return withoutRepeats(found)
    .slice(0, most)
    .toSorted((a, b) => a.sentence.index - b.sentence.index)
    .map((one) => actionOf(one, sentences))
}

/** Somebody took it or was given it; or it is wanted, and is work or soon. */
export function mayBeTask({ sentence: { wordCount }, taken, own }: Featured): boolean {
  if (wordCount < 4 || wordCount > LONGEST_WORDS || own.noTask) return false
  return taken !== null || (wordCount > 5 && Boolean(own.wanted) && Boolean(own.work || own.soon))
}

export const likelihood = ({ own, near }: Pick<Featured, 'own' | 'near'>, weights: Weights): number =>
  weights.bias + weighed(own, weights.own) + weighed(near, weights.near)

const weighed = (signs: Signs, weights: Signs) =>
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * (signs[name] ?? 0), 0)

/** It rests on its own line, on where the speaker began, on what "this" means, and on the yes. */
function actionOf({ sentence, taken }: Featured, all: readonly Sentence[]): DraftAction {
  const { text, index, line } = sentence
  const antecedent = REFERS_BACK.test(text)
    ? all
        .slice(Math.max(0, index - BACK_WITHIN), index)
        .findLast(({ wordCount }) => wordCount >= TELLING_WORDS)
    : undefined
  const rests = [
    line,
    ...(antecedent ? [antecedent.line] : []),
    beginningOfTurn(sentence, all).line,
    ...(taken?.replies ?? []).map((reply) => reply.line),
  ]
  return {
    text,
    evidence: [...new Set(rests.map(({ number }) => number))],
    owner: taken?.owner ?? null,
    due: dueIn(text),
  }
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

/** Of two of one person that stand side by side, or two that say the same, the likelier. */
function withoutRepeats<F extends Featured>(found: readonly F[]): F[] {
  const kept: { index: number; words: Set<string>; owner: string | null }[] = []
  return found.filter(({ sentence: { text, index }, taken }) => {
    const owner = taken?.owner ?? null
    const words = new Set(wordsOf(text))
    const isRepeat = kept.some(
      (other) =>
        (other.owner === owner && Math.abs(other.index - index) <= SAME_WITHIN) ||
        shared(words, other.words) > 0.7 * Math.min(words.size, other.words.size),
    )
    if (!isRepeat) kept.push({ index, words, owner })
    return !isRepeat
  })
}

const shared = (a: Set<string>, b: Set<string>) => [...a].filter((word) => b.has(word)).length
