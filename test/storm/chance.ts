/**
 * Which fault meets whom. Decided by the seed, the place and how often it was passed, so that the same seed brings the
 * same storm, and a storm can be replayed, or made smaller, as the list of what happened where.
 */
import { createHash } from 'node:crypto'

/** What happened: at the nth pass of this place. */
export type Met = { where: string; nth: number; what: string }
/** What may happen at a place, and how likely each is (0 to 1). */
export type Menu = Readonly<Record<string, number>>

export type Chance = {
  /** What happens here, this time; null: nothing. */
  meet(where: string, menu: Menu): string | null
  /** From now on nothing happens any more. */
  calm(): void
  /** For a while nothing happens, and no pass is counted. */
  pause(isPaused: boolean): void
  /** Everything that happened so far, in order. */
  met(): readonly Met[]
}

/** A number from 0 up to 1 that depends on nothing but its key. */
export function unit(...key: (string | number)[]): number {
  return createHash('sha256').update(key.join('|')).digest().readUInt32BE() / 2 ** 32
}

/** One of the list, by its key. */
export function oneOf<T>(list: readonly [T, ...T[]], ...key: (string | number)[]): T {
  return list[Math.floor(unit(...key) * list.length)] ?? list[0]
}

/** A storm by seed: `strength` says how likely each kind is in this one, where 0 leaves it out. */
export const chanceBySeed = (seed: number, strength: (what: string) => number): Chance =>
  counting((where, nth, menu) => {
    let left = unit(seed, where, nth)
    for (const [what, likely] of Object.entries(menu)) {
      left -= likely * strength(what)
      if (left < 0) return what
    }
    return null
  })

/** A storm by list: only what stands in it happens. */
export function chanceByList(list: readonly Met[]): Chance {
  const planned = new Map(list.map(({ where, nth, what }) => [`${where}#${nth}`, what]))
  return counting((where, nth, menu) => {
    const what = planned.get(`${where}#${nth}`)
    return what !== undefined && what in menu ? what : null
  })
}

function counting(decide: (where: string, nth: number, menu: Menu) => string | null): Chance {
  const passed = new Map<string, number>()
  const met: Met[] = []
  let isCalm = false
  let isPaused = false
  return {
    meet(where, menu) {
      if (isPaused) return null
      const nth = (passed.get(where) ?? 0) + 1
      passed.set(where, nth)
      const what = isCalm ? null : decide(where, nth, menu)
      if (what !== null) met.push({ where, nth, what })
      return what
    },
    calm() {
      isCalm = true
    },
    pause(value) {
      isPaused = value
    },
    met: () => met,
  }
}
