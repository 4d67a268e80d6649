/** Whether actions and decisions were noted where the references have them: within 45 seconds of one another. */
import type { DraftPoint, Meeting, Notes } from '../../src/pipeline/types.ts'
import type { Call, Moment } from './data.ts'

export const WITHIN_SECONDS = 45

export type Agreement = { recall: number; precision: number; picked: number; wanted: number }

/** The weights of the rules were found on these; the figures are for all others. */
const TUNED_ON = new Set([
  'acdc-2026-02-05_174',
  'acde-2026-02-12_230',
  'allwalletdevs-2026-02-18_038',
  'bal-2026-02-11_012',
  'fcr-2026-03-03_004',
  'focil-2026-02-10_028',
  'nativeaa-2026-04-22_001',
  'one-off-1985-2026-03-25_002',
  'pqinterop-2026-07-29_049',
  'sszengineapi-2026-07-24_003',
])
export const isKeptAside = ({ name }: Call): boolean => !TUNED_ON.has(name)

export const actionsOf = (calls: readonly Call[], notesOf: Map<Meeting, Notes>): Agreement =>
  agreement(calls, (call) => [notesOf.get(call.meeting)?.actionItems ?? [], call.actions])

export const decisionsOf = (calls: readonly Call[], notesOf: Map<Meeting, Notes>): Agreement =>
  agreement(calls, (call) => [notesOf.get(call.meeting)?.decisions ?? [], call.decisions])

/** A point is where any of the lines that it cites is. */
function agreement(calls: readonly Call[], both: (call: Call) => [DraftPoint[], Moment[]]): Agreement {
  let [picked, right, wanted, found] = [0, 0, 0, 0]
  for (const call of calls) {
    const [points, moments] = both(call)
    const times = points.map(({ evidence }) => evidence.map((number) => call.starts[number - 1] ?? -1e9))
    const isNear = (point: readonly number[], { at }: Moment) =>
      point.some((time) => Math.abs(time - at) <= WITHIN_SECONDS)
    picked += points.length
    right += times.filter((point) => moments.some((moment) => isNear(point, moment))).length
    wanted += moments.length
    found += moments.filter((moment) => times.some((point) => isNear(point, moment))).length
  }
  return { recall: found / Math.max(1, wanted), precision: right / Math.max(1, picked), picked, wanted }
}
