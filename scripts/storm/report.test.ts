/** A storm that is too mild proves nothing: what never happened fails the run, and is named. */
import { expect, test } from 'vitest'
import { allFaults } from '../../test/storm/faults.ts'
import { invariants } from '../../test/storm/invariants/list.ts'
import { reportOf } from './report.ts'
import type { Found } from './run-seeds.ts'

const POINTS = ['recall.createBot:before', 'recall.createBot:after-effect', 'recall.createBot:after-save']

/** So many storms that met everything there is, but for these. */
const storms = (count: number, without: readonly string[] = []): Found[] => {
  const rest = (list: readonly string[]) => list.filter((what) => !without.includes(what))
  const once = (list: readonly string[]) => Object.fromEntries(rest(list).map((what) => [what, 1]))
  return Array.from({ length: count }, (_, n) => ({
    ...{ seed: n + 1, hash: `h${n}`, steps: 10, kills: 1, virtualMinutes: 90, broken: null },
    faults: rest(allFaults).map((what) => ({ where: 'there', nth: 1, what })),
    passed: once(POINTS),
    checks: once(invariants.map(({ id }) => id)),
  }))
}

test('storms that met everything are not too mild', () => {
  expect(reportOf(storms(40), 1).missing).toEqual([])
})

test.each([
  [['hook: twice'], ['the fault "hook: twice" never struck']],
  [['recall.createBot:after-save'], ['nobody passed recall.createBot:after-save']],
  [['I-32'], ['I-32 was never checked']],
  [
    ['recall: 507', 'crash: after a commit'],
    ['the fault "recall: 507" never struck', 'the fault "crash: after a commit" never struck'],
  ],
])('%j switched off fails the run', (without, missing) => {
  expect(reportOf(storms(40, without), 1).missing).toEqual(missing)
})

test('few storms need not have met everything', () => {
  expect(reportOf(storms(39, ['hook: twice']), 1).missing).toEqual([])
})

test('counts add up, and a broken storm is named by its seed', () => {
  const [one, ...others] = storms(3)
  const report = reportOf(one ? [{ ...one, broken: 'I-01 twice' }, ...others] : [], 1)
  expect(report).toMatchObject({ seeds: 3, steps: 30, kills: 3, virtualHours: 5 })
  expect(report.faults['hook: twice']).toBe(3)
  expect(report.invariants['I-01']).toBe(3)
  expect(report.broken).toEqual([{ seed: 1, says: 'I-01 twice' }])
})
