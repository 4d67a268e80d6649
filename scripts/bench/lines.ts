/** What a measurement says: a name, a figure in words, and what was aimed at. */
export type BenchLine = { name: string; value: string; goal?: string }

export const perSecond = (count: number, ms: number) =>
  `${Math.round((count / ms) * 1_000).toLocaleString('en')}/s`
export const seconds = (ms: number) => `${(ms / 1_000).toFixed(1)} s`

/** The value below which this share (0 to 1) of them lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}
