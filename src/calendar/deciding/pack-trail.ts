/** A trail as it is kept with its decision: most steps only pass, and their names say it all. */
import type { PackedTrail, TrailStep } from '#db/json.ts'

export const packTrail = (trail: readonly TrailStep[]): PackedTrail =>
  trail.map((step) => (step.outcome === 'passed' && step.detail === undefined ? step.step : step))

export const unpackTrail = (kept: PackedTrail): TrailStep[] =>
  kept.map((step) => (typeof step === 'string' ? { step, outcome: 'passed' } : step))
