/**
 * Storms in one process and kills of real ones, in every run of the tests. They run in processes of their
 * own: a storm takes chance out of the whole process.
 */
import { expect, test } from 'vitest'
import { reportOf } from '../../scripts/storm/report.ts'
import { runChaosApart } from '../../scripts/storm/run-chaos-apart.ts'
import { runSeeds } from '../../scripts/storm/run-seeds.ts'

const MINUTE = 60_000
const SEEDS = 20
const KILLS = 10

test('the same seed brings the same storm, to the last step', { timeout: 4 * MINUTE }, async () => {
  const [one, other] = await Promise.all([
    runSeeds({ first: 5, seeds: 1, processes: 1 }),
    runSeeds({ first: 5, seeds: 1, processes: 1 }),
  ])
  expect(one[0]?.hash).toMatch(/^[0-9a-f]{16}$/)
  expect(other[0]?.hash).toBe(one[0]?.hash)
})

test('storms break nothing, and together they are not too mild', { timeout: 8 * MINUTE }, async () => {
  const report = reportOf(await runSeeds({ first: 1, seeds: SEEDS }), 1)
  expect(report.broken).toEqual([])
  expect(report.missing).toEqual([])
  expect(report.seeds).toBe(SEEDS)
})

test('kill -9 of web, worker and Postgres in a bad network breaks nothing', {
  timeout: 8 * MINUTE,
}, async () => {
  const { broken, kills, messages } = await runChaosApart({ seed: 1, kills: KILLS })
  expect(broken).toBeNull()
  expect(messages).toBeGreaterThan(50)
  expect(Object.values(kills).reduce((sum, count) => sum + count)).toBe(KILLS)
})
