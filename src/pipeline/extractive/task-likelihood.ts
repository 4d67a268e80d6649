/**
 * How likely each sentence is a task, by a weighed sum of its signs, and more so where others around it are likely too:
 * work is given out in a few places of a meeting. The weights were learnt (scripts/eval/learn-tasks.ts).
 */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { type Featured, featuresOf, type Signs } from '#pipeline/extractive/task-features.ts'
import learnt from '#pipeline/extractive/task-weights.json' with { type: 'json' }

/** How much each sign counts, as the logarithm of the odds. */
export type Weights = { bias: number; signs: Signs }
/** `likely` is the logarithm of the odds. */
export type Likely = Featured & { likely: number }

/** About a minute of talk to either side. */
const AROUND = 8
/** What likely others around it add: for each, and at most. */
const COMPANY = 1.5
const MOST_COMPANY = 3

/** Every sentence, in order. */
export function likelihoods(
  sentences: readonly Sentence[],
  people: readonly string[],
  weights: Weights = learnt,
): Likely[] {
  const all = featuresOf(sentences, people)
  const alone = all.map(({ signs }) => weights.bias + weighed(signs, weights.signs))
  const around = sumsAround(alone.map((odds) => 1 / (1 + Math.exp(-odds))))
  return all.map((one, index) => ({
    ...one,
    likely: (alone[index] ?? 0) + Math.min(MOST_COMPANY, COMPANY * (around[index] ?? 0)),
  }))
}

const weighed = (signs: Signs, weights: Signs) =>
  Object.entries(weights).reduce((sum, [name, weight]) => sum + weight * (signs[name] ?? 0), 0)

/** The sum of the others around each, by running sums: the time does not grow with the width. */
function sumsAround(values: readonly number[]): number[] {
  const running = [0]
  for (const value of values) running.push((running.at(-1) ?? 0) + value)
  return values.map((value, index) => {
    const [from, to] = [Math.max(0, index - AROUND), Math.min(values.length, index + AROUND + 1)]
    return (running[to] ?? 0) - (running[from] ?? 0) - value
  })
}
