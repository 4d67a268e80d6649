/** What a broken storm shrinks to: as small as it can be, and broken still. The weather here is a sentence. */
import { expect, test } from 'vitest'
import type { Met } from './chance.ts'
import type { StormResult } from './run.ts'
import { type Script, scriptFor } from './script.ts'
import { shrink } from './shrink.ts'

const met = Array.from({ length: 40 }, (_, nth): Met => ({ where: 'there', nth, what: `fault ${nth}` }))
const script = scriptFor(5)

/** Breaks when these faults, and the deeds at these places of the script, are there. */
function weather(faults: readonly number[], deeds: readonly number[]) {
  const tried: Script[] = []
  const run = async (one: Script): Promise<StormResult> => {
    tried.push(one)
    const isThere =
      faults.every((nth) => (one.faults ?? met).some((fault) => fault.nth === nth)) &&
      deeds.every((at) => one.actions.some((action) => action === script.actions[at]))
    return result(isThere ? 'I-01 two of them' : null)
  }
  return { run, tried }
}

const result = (broken: string | null): StormResult => ({
  ...{
    seed: 5,
    hash: '',
    steps: 1,
    kills: 0,
    virtualMinutes: 1,
    faults: met,
    passed: {},
    checks: {},
    trace: [],
  },
  broken,
})

test.each([
  ['nothing in particular', [], []],
  ['one fault', [17], []],
  ['one deed', [], [3]],
  ['faults and deeds far apart', [0, 39], [0, script.actions.length - 1]],
])('%s is what stays', async (_name, faults, deeds) => {
  const { run, tried } = weather(faults, deeds)
  const smallest = await shrink(script, result('I-01 two of them'), run)
  expect(smallest.faults?.map(({ nth }) => nth)).toEqual(faults)
  expect(smallest.actions).toEqual(deeds.map((at) => script.actions[at]))
  expect((await run(smallest)).broken).not.toBeNull()
  expect(tried.length).toBeLessThanOrEqual(61)
})

test('another breach is another bug: it is not followed', async () => {
  const run = async () => result('I-02 something else')
  expect(await shrink(script, result('I-01 two of them'), run)).toBe(script)
})
