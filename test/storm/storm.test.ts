/** Storms, in every run of the tests; in processes of their own, since a storm takes chance out of the whole process. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { reportOf } from '../../scripts/storm/report.ts'
import { type Found, runSeeds } from '../../scripts/storm/run-seeds.ts'

const MINUTE = 60_000
const SEEDS = 50
/** Each waits for Postgres half of its time. */
const PROCESSES = 3

let storms: Promise<Found[]> | undefined
/** Run once, for two tests. */
const all = () => {
  storms ??= runSeeds({ first: 1, seeds: SEEDS, processes: PROCESSES })
  return storms
}

test('storms break nothing, and together they are not too mild', { timeout: 20 * MINUTE }, async () => {
  const report = reportOf(await all(), 1)
  expect(report.broken).toEqual([])
  expect(report.missing).toEqual([])
  expect(report.seeds).toBe(SEEDS)
})

test('the same seed brings the same storm to the last step, whatever its process did before', {
  timeout: 20 * MINUTE,
}, async () => {
  const seen = new Map((await all()).map(({ seed, hash }) => [seed, hash]))
  for (const { seed, hash } of await runSeeds({ first: SEEDS - 1, seeds: 2 })) {
    expect(hash).toMatch(/^[0-9a-f]{16}$/)
    expect(hash).toBe(seen.get(seed))
  }
})

const BUG = 'a transaction stays open while Recall is called'

test('a bug is found, made small, written down, and found again there; without it that storm breaks nothing', {
  timeout: 20 * MINUTE,
}, async () => {
  const [found] = await runSeeds({ first: 2, seeds: 1, mutant: BUG, shrink: true })
  expect(found?.broken).toMatch(/^I-44 /)
  expect(found?.smallest?.faults).toEqual([])
  expect(found?.smallest?.actions.map(({ does }) => does)).toEqual(['plan'])

  const folder = mkdtempSync(join(tmpdir(), 'storm-'))
  const script = join(folder, 'script.json')
  writeFileSync(script, JSON.stringify(found?.smallest))
  const [again] = await runSeeds({ first: 2, seeds: 1, mutant: BUG, script })
  const [without] = await runSeeds({ first: 2, seeds: 1, script })
  rmSync(folder, { recursive: true })
  expect(again?.broken).toBe(found?.broken)
  expect(without?.broken).toBeNull()
})
