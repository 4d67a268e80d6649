/** A calendar is about instants: where the server stands makes no difference to any of them. */
import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { freshDatabase } from '../database.ts'

const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu']
const SEED = '20261122'
const RUNS = '4'
const TIMEOUT_MS = 180_000

test('three servers in three time zones wish for the same bots, to the byte', {
  timeout: TIMEOUT_MS,
}, async () => {
  const told = await Promise.all(ZONES.map(tellIn))
  const [first = ''] = told
  expect(first).toMatch(/T\d\d:\d\d:00.000Z https:/)
  expect(told).toEqual([first, first, first])
})

async function tellIn(TZ: string): Promise<string> {
  await using data = await freshDatabase() // sweeps look at every organization: one process each
  const script = join(import.meta.dirname, 'tell.ts')
  const run = promisify(execFile)
  const { stdout } = await run(process.execPath, [script, data.ownerUrl, data.url, SEED, RUNS], {
    env: { ...process.env, TZ },
  })
  return stdout
}
