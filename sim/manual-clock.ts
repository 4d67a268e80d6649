// A clock that stands still until somebody advances it: for tests and for the journey, where "an hour later" is one line.
import type { SimClock } from './clock.ts'

export type ManualClock = SimClock & {
  /** Lets `ms` go by, running each timer at its own moment, in order, and waiting for what it returns. */
  advance(ms: number): Promise<void>
  /** The moment of the next timer, or null. */
  next(): number | null
}

type Timer = { at: number; order: number; run: () => void | Promise<void> }

export function manualClock(startMs: number): ManualClock {
  let current = startMs
  let order = 0
  const timers = new Set<Timer>()
  const earliest = () => {
    let first: Timer | null = null
    for (const timer of timers)
      if (!first || timer.at < first.at || (timer.at === first.at && timer.order < first.order)) first = timer
    return first
  }

  return {
    now: () => current,
    at(ms, run) {
      const timer = { at: ms, order: order++, run }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    async advance(ms) {
      const until = current + ms
      for (let due = earliest(); due && due.at <= until; due = earliest()) {
        timers.delete(due)
        current = Math.max(current, due.at)
        await due.run()
      }
      current = Math.max(current, until)
    },
    next: () => earliest()?.at ?? null,
  }
}
