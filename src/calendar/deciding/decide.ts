/**
 * Whether a bot joins, and why. Reads top to bottom: what no bot could overcome, consent and what the organization
 * forbids, what the person asked for, then their rules. Pure, so that the rules page previews a change, and the
 * command line explains one, by calling the same function.
 */
import type { DateTime } from 'luxon'
import { excludeRules } from '#calendar/deciding/exclude-rules.ts'
import { hardStopSteps } from '#calendar/deciding/hard-stop-steps.ts'
import { includeRules } from '#calendar/deciding/include-rules.ts'
import { prohibitionSteps } from '#calendar/deciding/prohibition-steps.ts'
import { hardStops, prohibitions } from '#calendar/deciding/reasons.ts'
import {
  type Override,
  type Overrides,
  type Policies,
  type Preferences,
  type Rules,
  rulesFor,
} from '#calendar/deciding/rules.ts'
import {
  type Answer,
  type Facts,
  isVerdict,
  join,
  type Step,
  skip,
  type Verdict,
} from '#calendar/deciding/steps.ts'
import type { Decision, Sighting } from '#calendar/deciding/types.ts'
import type { TrailStep } from '#db/json.ts'
import { minutesBefore } from '#lib/quick-instant.ts'

/** Decide about one person's copy of a meeting. Never throws; the trail tells which step looked and what it found. */
export function decide(
  sighting: Sighting,
  preferences: Preferences,
  overrides: Overrides,
  policies: Policies,
  now: DateTime,
): Decision {
  const facts: Facts = { sighting, rules: rulesFor(preferences, policies), overrides, policies, now }
  const trail: TrailStep[] = []
  for (const { step, look } of stepsFor(policies)) {
    const answer = look(facts)
    if (answer === 'not_set') continue
    trail.push(entryOf(step, answer))
    if (isVerdict(answer)) return decisionOf(answer, step, facts, trail)
  }
  throw new Error('the last step always decides')
}

/** Whether the person's own word could change this outcome. */
export const canOverride = (because: string): boolean => !beyondThePerson.has(because)
const beyondThePerson: ReadonlySet<string> = new Set([...hardStops, ...prohibitions])

/** The steps under these policies: put together once for the thousands of meetings that are decided under them. */
function stepsFor(policies: Policies): readonly Step[] {
  const steps = known.get(policies) ?? inOrder(policies)
  known.set(policies, steps)
  return steps
}
const known = new WeakMap<Policies, readonly Step[]>()

/** The order of precedence. A new rule starts as a red row in decide.test.ts. */
const inOrder = (policies: Policies): readonly Step[] => [
  ...hardStopSteps,
  ...prohibitionSteps(policies),
  ...saidByPerson,
  ...excludeRules,
  ...includeRules,
  { step: 'calendar_default', look: calendarDefault },
]

/** The nearer word counts: what was said of one meeting stands within a series that was refused, and the reverse. */
const saidByPerson: readonly Step[] = [
  {
    step: 'override',
    look: ({ overrides }) => wordOf(overrides.event, join('requested_by_person'), skip('skipped_by_person')),
  },
  {
    step: 'series_override',
    look: ({ overrides }) => wordOf(overrides.series, join('requested_for_series'), skip('skipped_series')),
  },
]

const wordOf = (word: Override, yes: Verdict, no: Verdict): Answer =>
  word === null ? 'passed' : word ? yes : no

function calendarDefault({ sighting, rules }: Facts): Verdict {
  return sighting.calendarDefault === false
    ? skip('calendar_default')
    : join('matches_rules', rules.autoJoinScope)
}

const entryOf = (step: string, answer: Verdict | 'passed'): TrailStep => ({
  step,
  outcome: answer === 'passed' ? 'passed' : answer.join ? 'join' : 'skip',
  ...(answer !== 'passed' && answer.detail !== undefined && { detail: answer.detail }),
})

function decisionOf(
  { because, ...verdict }: Verdict,
  step: string,
  facts: Facts,
  trail: TrailStep[],
): Decision {
  if (!verdict.join) return { join: false, because, step, trail }
  return { join: true, at: instantToJoin(facts.sighting, facts.rules), because, step, trail }
}

const LONGEST_BUFFER_MINUTES = 60
function instantToJoin({ start }: Sighting, { joinBufferMinutes }: Rules): DateTime {
  const minutes = Number.isFinite(joinBufferMinutes) ? joinBufferMinutes : 0
  return minutesBefore(start, Math.min(Math.max(minutes, 0), LONGEST_BUFFER_MINUTES))
}
