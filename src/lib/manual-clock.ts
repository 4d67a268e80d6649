/** A clock that stands still until it is told to move: for tests and the journey. Timers run in order, awaited. */
import type { DateTime } from 'luxon'
import type { Clock } from '#lib/clock.ts'

type Timer = { at: DateTime; run: () => void | Promise<void>; order: number }

export type ManualClock = Clock & {
  /** Move to the instant, running each due timer at its own time. Timers set on the way are honoured. */
  advanceTo(instant: DateTime): Promise<void>
  /** The next timer's instant, or null when none is set. */
  nextAt(): DateTime | null
}

export function manualClock(start: DateTime): ManualClock {
  let current = start.toUTC()
  let order = 0
  const timers = new Set<Timer>()
  const next = () => [...timers].sort((a, b) => +a.at - +b.at || a.order - b.order)[0]

  return {
    now: () => current,
    at(instant, run) {
      const timer = { at: instant.toUTC(), run, order: order++ }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    nextAt: () => next()?.at ?? null,
    async advanceTo(instant) {
      for (let timer = next(); timer && timer.at <= instant; timer = next()) {
        timers.delete(timer)
        if (timer.at > current) current = timer.at
        await timer.run()
      }
      if (instant > current) current = instant.toUTC()
    },
  }
}
