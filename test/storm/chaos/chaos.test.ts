/** Real processes and kill -9, in every run of the tests. */
import { expect, test } from 'vitest'
import { runChaosApart } from '../../../scripts/storm/run-chaos-apart.ts'

const KILLS = 30

test('kill -9 of web, worker and Postgres in a bad network breaks nothing', {
  timeout: 20 * 60_000,
}, async () => {
  const { broken, kills, messages } = await runChaosApart({ seed: 1, kills: KILLS })
  expect(broken).toBeNull()
  expect(messages).toBeGreaterThan(50)
  expect(Object.values(kills).reduce((sum, count) => sum + count)).toBe(KILLS)
})
