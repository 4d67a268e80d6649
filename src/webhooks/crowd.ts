/**
 * Answering goes first: while so much comes in at once that it must share commits, the drain of the same process holds
 * back for moments, so that senders are not kept waiting by work that can wait.
 */
import { stopwatch } from '#lib/clock.ts'

/** As many in one commit are a crowd … */
const CROWD = 16
/** … for so long. */
const LASTS_MS = 100

const lastCrowds = new WeakMap<object, () => number>()

/** So many were stored together. */
export function noteStored(db: object, count: number): void {
  if (count >= CROWD) lastCrowds.set(db, stopwatch())
}

export const isCrowded = (db: object): boolean =>
  (lastCrowds.get(db)?.() ?? Number.POSITIVE_INFINITY) < LASTS_MS
