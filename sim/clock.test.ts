import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { driftingClock, leashed } from './clock.ts'
import { manualClock } from './manual-clock.ts'
import { openStore } from './store.ts'

const REAL = Date.parse('2026-11-23T09:00:00Z')

describe('the drifting clock', () => {
  beforeEach(() => void vi.useFakeTimers({ now: REAL }))
  afterEach(() => void vi.useRealTimers())

  test('runs with the real one until somebody makes it faster, and never jumps', () => {
    const clock = driftingClock(openStore(null))
    vi.advanceTimersByTime(5_000)
    expect(clock.now()).toBe(REAL + 5_000)
    clock.setSpeed(60)
    expect(clock.now()).toBe(REAL + 5_000)
    vi.advanceTimersByTime(1_000)
    expect(clock.now()).toBe(REAL + 65_000)
  })

  test('wakes waiting timers earlier when it is made faster', async () => {
    const clock = driftingClock(openStore(null))
    const rang = vi.fn()
    clock.at(REAL + 600_000, rang)
    vi.advanceTimersByTime(60_000)
    clock.setSpeed(60)
    vi.advanceTimersByTime(8_900)
    expect(rang).not.toHaveBeenCalled()
    vi.advanceTimersByTime(200)
    expect(rang).toHaveBeenCalledOnce()
  })

  test('does not step back over a restart, nor behind the real time', () => {
    const store = openStore(null)
    const first = driftingClock(store)
    first.setSpeed(60)
    vi.advanceTimersByTime(60_000)
    const reached = first.now()
    first.stop()
    vi.advanceTimersByTime(2_000)
    const second = driftingClock(store)
    expect(second.now()).toBe(reached + 2_000 * 60)
    second.stop()
    vi.setSystemTime(REAL + 30 * 86_400_000)
    expect(driftingClock(store).now()).toBeGreaterThanOrEqual(REAL + 30 * 86_400_000)
  })

  test('stands still when the wall clock is set back', () => {
    const clock = driftingClock(openStore(null))
    const before = clock.now()
    vi.setSystemTime(REAL - 60_000)
    expect(clock.now()).toBe(before)
  })
})

describe('the manual clock', () => {
  test('runs timers in order, each at its own moment, and waits for them', async () => {
    const clock = manualClock(0)
    const seen: [string, number][] = []
    clock.at(20, () => void seen.push(['b', clock.now()]))
    clock.at(10, async () => {
      await Promise.resolve()
      seen.push(['a', clock.now()])
      clock.at(15, () => void seen.push(['c', clock.now()]))
    })
    await clock.advance(30)
    expect(seen).toEqual([
      ['a', 10],
      ['c', 15],
      ['b', 20],
    ])
    expect(clock.now()).toBe(30)
  })

  test('forgets on a leash what its owner no longer wants', async () => {
    const clock = manualClock(0)
    const leash = leashed(clock)
    const rang = vi.fn()
    leash.at(10, rang)
    leash.cancelAll()
    await clock.advance(20)
    expect(rang).not.toHaveBeenCalled()
  })
})
