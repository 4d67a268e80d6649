/**
 * What is spoken after somebody said no is nobody's to keep: of what a bot heard, the words before that instant. It
 * takes a bot some seconds to leave, and what it hears meanwhile still comes in. Pure.
 */
import type { DateTime } from 'luxon'

/** Seconds of a recording that began then, after which nothing may be kept; null: everything may. */
export function keptUntil(objectedAt: DateTime | null, recordedFrom: DateTime | null): number | null {
  if (!objectedAt) return null
  return recordedFrom ? objectedAt.diff(recordedFrom).as('seconds') : 0 // who knows when it was said: nothing is kept
}

/** A word without a time belongs to the one before it; the first of them to the instant at which they came. */
export function wordsBefore<Word>(
  words: readonly Word[],
  until: number | null,
  startOf: (word: Word) => number | null,
): Word[] {
  if (until === null) return [...words]
  let last = Number.POSITIVE_INFINITY
  return words.filter((word) => {
    last = startOf(word) ?? last
    return last < until
  })
}
