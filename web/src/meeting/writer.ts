/** Who wrote something, and what that took, in words. Pure. */

/** As a part of a sentence's beginning. */
export const writerOf = (writtenBy: string | null) =>
  writtenBy === 'extractive'
    ? 'Picked from the transcript by the built-in summarizer'
    : writtenBy === null
      ? 'Written by nobody: nothing was said'
      : `Written by ${writtenBy}`

type Usage = { promptTokens: number; completionTokens: number; costUsd: number | null }

/** "12,300 tokens, 0.042 USD". */
export function costOf({ promptTokens, completionTokens, costUsd }: Usage): string {
  const tokens = `${(promptTokens + completionTokens).toLocaleString('en')} tokens`
  return costUsd === null ? tokens : `${tokens}, ${dollars(costUsd)}`
}

/** Two digits that say something: models cost fractions of a cent. */
export const dollars = (amount: number) =>
  `${amount.toLocaleString('en', amount >= 1 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 })} USD`
