/** What many storms found, added up. */
import { allFaults } from '../../test/storm/faults.ts'
import { invariants, outOfReach } from '../../test/storm/invariants/list.ts'
import type { Found } from './run-seeds.ts'

export type Report = {
  seeds: number
  first: number
  virtualHours: number
  steps: number
  kills: number
  faults: Record<string, number>
  /** Crash points: how often each was passed. */
  points: Record<string, number>
  invariants: Record<string, number>
  /** Invariants that are not checked here, and why. */
  notChecked: Record<string, string>
  broken: { seed: number; says: string }[]
  /** Faults that never struck, points that nobody passed, invariants that were never checked: the storm was too mild. */
  missing: string[]
  hash: string
}

/** Fewer seeds than this need not have met every fault. */
const ENOUGH_SEEDS = 40

export function reportOf(found: readonly Found[], first: number): Report {
  const faults = sums(found.flatMap((one) => one.faults.map(({ what }) => [what, 1] as const)))
  const points = sums(found.flatMap((one) => Object.entries(one.passed)))
  const checks = sums(found.flatMap((one) => Object.entries(one.checks)))
  const isEnough = found.length >= ENOUGH_SEEDS
  return {
    ...{ seeds: found.length, first, faults, points, invariants: checks, notChecked: outOfReach },
    virtualHours: Math.round(sum(found, ({ virtualMinutes }) => virtualMinutes) / 60),
    steps: sum(found, ({ steps }) => steps),
    kills: sum(found, ({ kills }) => kills),
    broken: found.flatMap(({ seed, broken }) => (broken ? [{ seed, says: broken }] : [])),
    missing: isEnough ? missing(faults, points, checks) : [],
    hash: found.map(({ hash }) => hash).join(' '),
  }
}

/** Each side of each call that the product can make in a storm. */
const SIDES = ['before', 'after-effect', 'after-save'] as const

function missing(faults: Counts, points: Counts, checks: Counts): string[] {
  const calls = new Set(
    Object.keys(points)
      .filter((point) => /^\w+\.\w+:/.test(point))
      .map((point) => point.split(':')[0]),
  )
  return [
    ...allFaults.filter((what) => !faults[what]).map((what) => `the fault "${what}" never struck`),
    ...[...calls].flatMap((call) =>
      SIDES.filter((side) => !points[`${call}:${side}`]).map((side) => `nobody passed ${call}:${side}`),
    ),
    ...invariants.filter(({ id }) => !checks[id]).map(({ id }) => `${id} was never checked`),
  ]
}

type Counts = Record<string, number>
const sum = (found: readonly Found[], of: (one: Found) => number) =>
  found.reduce((all, one) => all + of(one), 0)

function sums(entries: readonly (readonly [string, number])[]): Counts {
  const counts = new Map<string, number>()
  for (const [name, count] of entries) counts.set(name, (counts.get(name) ?? 0) + count)
  return Object.fromEntries([...counts].toSorted(([a], [b]) => a.localeCompare(b)))
}
