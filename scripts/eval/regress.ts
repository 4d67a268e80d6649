/** Logistic regression by gradient descent, with an L2 penalty on standardized weights. No chance in it. */

export type Example = { signs: Record<string, number>; isOne: boolean }

const PENALTY = 0.01
const STEPS = 400
const STEP = 1

/** Weights for the signs as they are given, so that bias + Σ weight × sign is the logarithm of the odds. */
export function regress(examples: readonly Example[]): { bias: number; weights: Record<string, number> } {
  const names = Object.keys(examples[0]?.signs ?? {})
  const columns = names.map((name) => standardize(examples.map(({ signs }) => signs[name] ?? 0)))
  const wanted = examples.map(({ isOne }) => (isOne ? 1 : 0))
  let bias = Math.log(Math.max(1, sum(wanted)) / Math.max(1, examples.length - sum(wanted)))
  let weights = names.map(() => 0)
  for (let step = 0; step < STEPS; step++) {
    const sums = examples.map((_, at) =>
      columns.reduce((all, { values }, index) => all + (weights[index] ?? 0) * (values[at] ?? 0), bias),
    )
    const errors = sums.map((value, at) => 1 / (1 + Math.exp(-value)) - (wanted[at] ?? 0))
    bias -= (STEP * sum(errors)) / examples.length
    weights = weights.map((weight, index) => {
      const slope = errors.reduce((all, error, at) => all + error * (columns[index]?.values[at] ?? 0), 0)
      return weight - STEP * (slope / examples.length + PENALTY * weight)
    })
  }
  const plain = weights.map((weight, index) => weight / (columns[index]?.spread ?? 1))
  return {
    bias: bias - sum(plain.map((weight, index) => weight * (columns[index]?.mean ?? 0))),
    weights: Object.fromEntries(names.map((name, index) => [name, plain[index] ?? 0])),
  }
}

function standardize(values: readonly number[]) {
  const mean = sum(values) / Math.max(1, values.length)
  const spread = Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / Math.max(1, values.length)) || 1
  return { mean, spread, values: values.map((value) => (value - mean) / spread) }
}

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)
