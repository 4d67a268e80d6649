/** The whole road on the shipped meetings, and on a few real ones where the data folder lies beside the checkout. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { startWorld, type World } from '#test/world.ts'
import { readMeeting } from '../../scripts/journey/meeting-file.ts'
import { arrive } from '../../scripts/journey/newcomer.ts'
import { playRoad } from '../../scripts/journey/road.ts'
import type { Person } from '../../scripts/journey/types.ts'

const SHIPPED = ['launch-checkpoint', 'quarterly-planning']
const DATA = join(import.meta.dirname, '../../../shared/data')
const REAL = ['ethereum-pm-zoom/pqinterop-2026-07-29_049/transcript.vtt', 'qmsum/val/IS1006a.json']

let data: FreshDatabase
let world: World
let person: Person

beforeAll(async () => {
  data = await freshDatabase()
  world = await startWorld({ databaseUrl: data.ownerUrl })
  person = await arrive(world)
})
afterAll(async () => {
  await world[Symbol.asyncDispose]()
  await data[Symbol.asyncDispose]()
})

const walk = async (file: string) => {
  const { steps, ok } = await playRoad(world, person, readMeeting(file), () => {})
  expect(steps.filter((step) => !step.ok)).toEqual([])
  expect([ok, steps.length]).toEqual([true, 10])
}

describe('from a calendar to an e-mailed summary and metered minutes', () => {
  test.each(SHIPPED)('%s', { timeout: 60_000 }, (name) =>
    walk(join(import.meta.dirname, `../../sim/meetings/${name}.vtt`)),
  )

  const isThere = existsSync(DATA)
  test.skipIf(!isThere).each(REAL)(
    `a real meeting: %s${isThere ? '' : ' (skipped: no data folder beside the checkout)'}`,
    { timeout: 60_000 },
    (file) => walk(join(DATA, file)),
  )

  test('job payloads hold ids and version numbers only', async () => {
    const owner = new pg.Client({ connectionString: data.ownerUrl })
    await owner.connect()
    const { rows } = await owner
      .query("select name, data from pgboss.job where name not like '\\_\\_%'")
      .finally(() => owner.end())
    expect(rows.length).toBeGreaterThan(10)
    const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
    expect(
      rows.filter(
        ({ data }) =>
          !Object.values(data).every((value) => typeof value === 'number' || id.test(String(value))),
      ),
    ).toEqual([])
  })
})
