/** The storms of the nightly command: as many as fit into the time, and their figures added up. */
import { randomInt } from 'node:crypto'
import type { LongRun } from '../lib/long-runs.ts'
import { findMutants } from './find-mutants.ts'
import { reportOf } from './report.ts'
import { runChaosApart } from './run-chaos-apart.ts'
import { runSeeds } from './run-seeds.ts'

const SECONDS_PER_MINUTE = 60
const MOST_SEEDS = 100_000

export const longStorms: readonly LongRun[] = [
  { name: 'Storms in one process', minutes: 3, share: 0.25, work: storms },
  { name: 'Storms with kill -9', minutes: 3, share: 0.15, work: kills },
  { name: 'Planted bugs', minutes: 20, share: 0.25, work: mutants },
]

/** Other seeds each night; a failing one is in the report, so that it can be run again. */
async function storms(minutes: number) {
  const first = randomInt(1_000, 1_000_000_000)
  const found = await runSeeds({ first, seeds: MOST_SEEDS, seconds: minutes * SECONDS_PER_MINUTE })
  const { seeds, steps, virtualHours, kills, faults, invariants, broken, missing } = reportOf(found, first)
  const failing = broken.map(({ seed, says }) => `seed ${seed}: ${says}`)
  const text = [
    `${seeds} storms from seed ${first}, ${steps} steps, ${virtualHours} virtual hours, ${kills} crashes`,
    `${total(faults)} faults of ${Object.keys(faults).length} kinds, ${total(invariants)} checks of ${Object.keys(invariants).length} invariants`,
    ...failing,
    ...missing,
  ].join('; ')
  return { ok: failing.length + missing.length === 0, text }
}

const KILLS_PER_RUN = 100

async function kills(minutes: number) {
  const endsAt = performance.now() + minutes * SECONDS_PER_MINUTE * 1_000
  const sums: Record<string, number> = {}
  const failing: string[] = []
  for (let longestMs = 0; performance.now() + longestMs < endsAt; ) {
    const began = performance.now()
    const seed = randomInt(1, 1_000_000)
    const { kills: counts, broken } = await runChaosApart({ seed, kills: KILLS_PER_RUN })
    for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
    if (broken) failing.push(`seed ${seed}: ${broken}`)
    longestMs = Math.max(longestMs, performance.now() - began)
  }
  const counts = Object.entries(sums).map(([name, count]) => `${count} of ${name}`)
  return {
    ok: failing.length === 0,
    text: [`${total(sums)} kills (${counts.join(', ')})`, ...failing].join('; '),
  }
}

async function mutants() {
  const hunts = await findMutants({})
  const missed = hunts.filter(({ seed }) => seed === null).map(({ name }) => `not found: ${name}`)
  return {
    ok: missed.length === 0,
    text: [`${hunts.length - missed.length} of ${hunts.length} found`, ...missed].join('; '),
  }
}

const total = (counts: Record<string, number>) => Object.values(counts).reduce((sum, count) => sum + count, 0)
