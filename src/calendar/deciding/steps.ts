/** What the steps of a decision share: the facts that they look at, and the ways in which one can answer. */
import type { DateTime } from 'luxon'
import type { Reason } from '#calendar/deciding/reasons.ts'
import type { Overrides, Policies, RuleName, Rules } from '#calendar/deciding/rules.ts'
import type { Sighting } from '#calendar/deciding/types.ts'

export type Facts = {
  sighting: Sighting
  rules: Rules
  overrides: Overrides
  policies: Policies
  now: DateTime
}

/** A verdict ends the matter; `passed` has nothing against the meeting; `not_set` had nothing to look for. */
export type Verdict = { join: boolean; because: Reason; detail?: string }
export type Answer = Verdict | 'passed' | 'not_set'
export type Step = { step: string; look: (facts: Facts) => Answer }
/** A step that reads what somebody has set: an admin who locks one of these rules makes it count for everybody. */
export type RuleStep = Step & { reads: readonly RuleName[] }

export const isVerdict = (answer: Answer): answer is Verdict => typeof answer === 'object'

export const skip = (because: Reason, detail?: string): Verdict => ({
  join: false,
  because,
  ...(detail !== undefined && { detail }),
})
export const join = (because: Reason, detail?: string): Verdict => ({ ...skip(because, detail), join: true })

export const skipIf = (condition: boolean, because: Reason, detail?: string): Answer =>
  condition ? skip(because, detail) : 'passed'
