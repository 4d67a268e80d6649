/**
 * The only place that reads the wall clock or sets a timer. Everything else is handed a Clock, so that
 * "an hour later" is one line in a test, and a demo can play a meeting in a minute.
 */
import { DateTime } from 'luxon'

export type Clock = {
  /** The present instant, UTC. */
  now(): DateTime
  /** Run once when the clock reaches the instant; returns how to cancel it. A past instant runs at once. */
  at(instant: DateTime, run: () => void | Promise<void>): () => void
}

/** Longest real wait of one timer: a longer one is set in steps, because Node's timers overflow at 2^31 ms. */
const LONGEST_WAIT_MS = 60_000

/** The clock of the wall. */
export const wallClock: Clock = {
  now: () => DateTime.utc(),
  at: (instant, run) => untilReached(() => instant.toMillis() - Date.now(), run),
}

/** Set a real timer that asks again how long is left, so that a clock that speeds up is followed. */
export function untilReached(remainingMs: () => number, run: () => void | Promise<void>): () => void {
  let timer: NodeJS.Timeout
  const arm = () => {
    const left = remainingMs()
    if (left <= 0) timer = setTimeout(() => void run(), 0)
    else timer = setTimeout(arm, Math.min(left, LONGEST_WAIT_MS))
  }
  arm()
  return () => clearTimeout(timer)
}

/** Real milliseconds, for measuring how long work took; never for decisions. */
export const stopwatch = () => {
  const from = performance.now()
  return () => Math.round(performance.now() - from)
}

/** Repeat on the clock until stopped; a run is never overlapped by the next. */
export function every(clock: Clock, ms: number, run: () => Promise<unknown>): () => void {
  let stopped = false
  let cancel = () => {}
  const next = () => {
    cancel = clock.at(clock.now().plus({ milliseconds: ms }), async () => {
      await run()
      if (!stopped) next()
    })
  }
  next()
  return () => {
    stopped = true
    cancel()
  }
}
