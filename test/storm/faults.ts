/** Every fault that the storm knows: where it can happen, and how likely it is in a seed that has chosen it. */
import type { Menu } from './chance.ts'
import { unit } from './chance.ts'

/** By the side that is asked. `-after`: it did what we asked, and we never hear of it. */
export const faults = {
  recall: {
    'recall: refused connection': 0.06,
    'recall: reset before': 0.06,
    'recall: reset after': 0.14,
    'recall: 500': 0.06,
    'recall: 503 after': 0.06,
    'recall: 429': 0.06,
    'recall: 409 in flight': 0.04,
    'recall: 507': 0.08,
    'recall: garbage after': 0.06,
    'recall: slow': 0.3,
  },
  calendar: {
    'calendar: reset before': 0.06,
    'calendar: reset after': 0.06,
    'calendar: 500': 0.06,
    'calendar: 403 quota': 0.05,
    'calendar: 410': 0.05,
    'calendar: garbage after': 0.04,
    'calendar: slow': 0.2,
  },
  token: {
    'token: reset before': 0.3,
    'token: 500': 0.3,
    'token: slow': 0.3,
  },
  model: {
    'model: 429': 0.15,
    'model: 500': 0.15,
    'model: garbage after': 0.15,
    'model: reset after': 0.15,
    'model: slow': 0.3,
  },
  mail: {
    'mail: 451': 0.2,
    'mail: accepted, then reset': 0.2,
    'mail: slow': 0.3,
  },
  /** Recall's messages about bots, and live words. */
  hook: {
    'hook: lost': 0.08,
    'hook: reset before': 0.1,
    'hook: acknowledgement lost': 0.1,
    'hook: twice': 0.1,
  },
  /** What the calendars' providers say. */
  push: {
    'push: lost': 0.3,
    'push: late': 0.2,
    'push: twice': 0.2,
  },
  postgres: {
    'postgres: 40001 at commit': 0.02,
    'postgres: commit unknown': 0.02,
  },
  crash: {
    'crash: before the call': 0.03,
    'crash: after the effect': 0.05,
    'crash: before a commit': 0.008,
    'crash: after a commit': 0.01,
  },
  restart: {
    'restart: after minutes': 0.3,
    'restart: after an hour': 0.05,
  },
  clock: {
    'clock: behind': 0.02,
    'clock: ahead': 0.02,
  },
} as const satisfies Record<string, Menu>

export const allFaults: string[] = Object.values(faults).flatMap((menu) => Object.keys(menu))

/** Most seeds try a few kinds hard: many at once would hide each other. */
const CHOSEN = 0.35

/** How hard this seed tries each kind. Crashes are in every third storm whatever else is. */
export function strengthOf(seed: number): (what: string) => number {
  const strength = new Map(
    allFaults.map((what) => [
      what,
      unit(seed, 'swarm', what) < CHOSEN ? 0.5 + unit(seed, 'how hard', what) : 0,
    ]),
  )
  return (what) => (what.startsWith('restart:') ? 1 : (strength.get(what) ?? 0))
}
