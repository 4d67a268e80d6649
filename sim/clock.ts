// The one clock that every stand-in tells the time by. This is the only file in sim/ that reads the wall clock.
import type { Store } from './store.ts'

export type SimClock = {
  /** Milliseconds since 1970, virtual. */
  now(): number
  /**
   * A one-shot timer on virtual time; a moment in the past fires as soon as possible, never synchronously.
   * Returns a function that cancels it. Timers are not kept on disk: whoever sets one sets it again after a restart.
   */
  at(ms: number, run: () => void | Promise<void>): () => void
}

/** Virtual now = virtualAnchor + (wall clock - realAnchor) * speed. All in milliseconds. */
export type Anchors = { realAnchor: number; virtualAnchor: number; speed: number }

export type DriftingClock = SimClock & {
  /** Between 1 and 120. The time does not jump: only the rate changes, and waiting timers follow. */
  setSpeed(speed: number): void
  anchors(): Anchors
  /** Forgets every timer, so that the process can end. */
  stop(): void
}

/** The same clock, but its timers end with whoever set them: a clock can outlive the stand-ins that it drives. */
export function leashed(clock: SimClock): SimClock & { cancelAll(): void } {
  const cancels = new Set<() => void>()
  return {
    now: () => clock.now(),
    at(ms, run) {
      const stop = clock.at(ms, () => {
        cancels.delete(cancel)
        return run()
      })
      const cancel = () => {
        cancels.delete(cancel)
        stop()
      }
      cancels.add(cancel)
      return cancel
    },
    cancelAll() {
      for (const cancel of cancels) cancel()
    },
  }
}

type Timer = { at: number; run: () => void | Promise<void>; handle: NodeJS.Timeout | null }

export const MAX_SPEED = 120
const HEARTBEAT_MS = 5_000 // how precisely the disk knows when we were last here
const SHORT_ABSENCE_MS = 60_000
const LONGEST_SLEEP_MS = 60_000 // also keeps far-away timers within what setTimeout can hold

/**
 * A clock that runs with the wall clock, possibly faster, and whose anchors live on disk. It never steps back:
 * after a restart it is at least what it last was, and at least the real time.
 */
export function driftingClock(store: Store): DriftingClock {
  const kept = store.collection<Anchors>('clock')
  let anchors = resume(kept.get('anchors'))
  kept.set('anchors', anchors)
  const timers = new Set<Timer>()

  let latest = anchors.virtualAnchor
  const heartbeat = setInterval(anchorHere, HEARTBEAT_MS).unref()

  /** Even where the wall clock is set back, this one only stands still. */
  function now() {
    latest = Math.max(
      latest,
      Math.floor(anchors.virtualAnchor + (Date.now() - anchors.realAnchor) * anchors.speed),
    )
    return latest
  }
  function anchorHere() {
    anchors = { realAnchor: Date.now(), virtualAnchor: now(), speed: anchors.speed }
    kept.set('anchors', anchors)
  }
  function arm(timer: Timer) {
    clearTimeout(timer.handle ?? undefined)
    const realMs = Math.max(0, (timer.at - now()) / anchors.speed)
    timer.handle = setTimeout(() => wake(timer), Math.min(Math.ceil(realMs), LONGEST_SLEEP_MS))
  }
  function wake(timer: Timer) {
    if (timer.at > now()) return arm(timer)
    timers.delete(timer)
    void timer.run()
  }

  return {
    now,
    at(ms, run) {
      const timer: Timer = { at: ms, run, handle: null }
      timers.add(timer)
      arm(timer)
      return () => {
        clearTimeout(timer.handle ?? undefined)
        timers.delete(timer)
      }
    },
    setSpeed(speed) {
      anchorHere()
      anchors = { ...anchors, speed: Math.min(MAX_SPEED, Math.max(1, speed)) }
      kept.set('anchors', anchors)
      for (const timer of timers) arm(timer)
    },
    anchors: () => anchors,
    stop() {
      clearInterval(heartbeat)
      anchorHere()
      for (const timer of timers) clearTimeout(timer.handle ?? undefined)
      timers.clear()
    },
  }
}

/**
 * Where the old anchors would be by now, if that is ahead of the real time. A short absence counts at full speed,
 * because a product that is still up has gone on reading the old anchors; the rest (a night, switched off) counts
 * as it was, so that nobody wakes up a month later.
 */
function resume(old: Anchors | undefined): Anchors {
  const real = Date.now()
  if (!old) return { realAnchor: real, virtualAnchor: real, speed: 1 }
  const away = Math.max(0, real - old.realAnchor)
  const short = Math.min(away, SHORT_ABSENCE_MS)
  const reached = Math.ceil(old.virtualAnchor + short * old.speed + (away - short))
  return { realAnchor: real, virtualAnchor: Math.max(reached, real), speed: old.speed }
}
