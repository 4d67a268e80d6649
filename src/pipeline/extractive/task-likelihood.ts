/**
 * How likely each sentence is a task, and how likely one that a note-taker would keep: each by a weighed sum of its
 * signs, and more so where others around it are likely tasks, for work is given out in a few places of a meeting. The
 * weights were learnt (scripts/eval/learn-tasks.ts).
 */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { type Featured, featuresOf, type Signs } from '#pipeline/extractive/task-features.ts'
import learnt from '#pipeline/extractive/task-weights.json' with { type: 'json' }

/** How much each sign counts, as the logarithm of the odds. */
export type Sum = { bias: number; signs: Signs }
/** That it is a task; and that it is kept, for which `company` is a sign, too. */
export type Weights = { task: Sum; kept: Sum }
/** Both are the logarithm of the odds. */
export type Likely = Featured & { likely: number; worth: number }

/** About a minute of talk to either side. */
const AROUND = 8
/** What likely others around it add: for each, and at most. */
const COMPANY = 1.5
const MOST_COMPANY = 3
/** The first of them counts most. */
const ALONE = 0.1

/** Every sentence, in order; its signs with `company`. */
export function likelihoods(
  sentences: readonly Sentence[],
  people: readonly string[],
  { task, kept }: Weights = learnt,
): Likely[] {
  const all = featuresOf(sentences, people)
  const alone = all.map(({ signs }) => weighed(signs, task))
  const around = sumsAround(alone.map((odds) => 1 / (1 + Math.exp(-odds))))
  return all.map((one, index) => {
    const others = around[index] ?? 0
    const signs = { ...one.signs, company: Math.log(ALONE + others) }
    const likely = (alone[index] ?? 0) + Math.min(MOST_COMPANY, COMPANY * others)
    return { ...one, signs, likely, worth: weighed(signs, kept) }
  })
}

const weighed = (signs: Signs, { bias, signs: weights }: Sum) =>
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * (signs[name] ?? 0), bias)

/** The sum of the others around each, by running sums: the time does not grow with the width. */
function sumsAround(values: readonly number[]): number[] {
  const running = [0]
  for (const value of values) running.push((running.at(-1) ?? 0) + value)
  return values.map((value, index) => {
    const [from, to] = [Math.max(0, index - AROUND), Math.min(values.length, index + AROUND + 1)]
    return Math.max(0, (running[to] ?? 0) - (running[from] ?? 0) - value)
  })
}
