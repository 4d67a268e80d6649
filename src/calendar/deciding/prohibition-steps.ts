/** Consent and what the organization forbids. These count more than what one person asks for. */
import { excludeRules } from '#calendar/deciding/exclude-rules.ts'
import { includeRules } from '#calendar/deciding/include-rules.ts'
import { neverRecordMark } from '#calendar/deciding/never-record-mark.ts'
import { findFitting, peopleBesides } from '#calendar/deciding/people.ts'
import { defaults, type Policies, type Rules } from '#calendar/deciding/rules.ts'
import {
  type Answer,
  type Facts,
  isVerdict,
  type RuleStep,
  type Step,
  skip,
} from '#calendar/deciding/steps.ts'
import { wholeText } from '#calendar/deciding/text-of.ts'
import { findKeyword } from '#calendar/deciding/words.ts'

export const prohibitionSteps = (policies: Policies): readonly Step[] => [
  ...consent,
  ...organization,
  ...lockedSteps(policies),
]

const consent: readonly Step[] = [
  {
    step: 'never_record',
    look: ({ sighting }) => {
      const mark = neverRecordMark(sighting.title) ?? neverRecordMark(sighting.description ?? '')
      return mark === null ? 'passed' : skip('never_record', mark)
    },
  },
  { step: 'objections', look: objections },
  {
    step: 'refusals',
    look: ({ sighting, policies: { refusals } }) => somebodyOf(refusals, sighting, 'person_refuses'),
  },
]

const organization: readonly Step[] = [
  {
    step: 'organization.never_keywords',
    look: ({ sighting, policies: { neverKeywords } }) => {
      if (neverKeywords.length === 0) return 'not_set'
      const found = findKeyword(wholeText(sighting), neverKeywords)
      return found === null ? 'passed' : skip('org_policy', `keyword:${found}`)
    },
  },
  {
    step: 'organization.never_domains',
    look: ({ sighting, policies: { neverDomains } }) => somebodyOf(neverDomains, sighting, 'org_policy'),
  },
]

/** Whoever asked never to be recorded; oneself, too. Named only where the reader's own copy shows them. */
function objections({ sighting, policies: { objections: asked } }: Facts): Answer {
  if (asked.length === 0) return 'not_set'
  const found = findFitting(peopleBesides(sighting), asked)
  if (found !== null) return skip('objected', found)
  return findFitting([sighting.ownerEmail], asked) === null ? 'passed' : skip('objected', 'you')
}

function somebodyOf(
  patterns: readonly string[],
  sighting: Facts['sighting'],
  because: 'person_refuses' | 'org_policy',
): Answer {
  if (patterns.length === 0) return 'not_set'
  const found = findFitting([...peopleBesides(sighting), sighting.ownerEmail], patterns)
  if (found === null) return 'passed'
  return skip(because, because === 'org_policy' ? `domain_excluded:${found}` : found)
}

/** A rule that lets everything through, wherever the admin has locked nothing. */
const permissive: Rules = {
  ...defaults,
  joinFree: true,
  joinPrivate: true,
  joinNotInvited: true,
  joinFromMail: true,
}

/** What an admin has locked is looked at before anything that a person says, by the same steps as a person's rules. */
function lockedSteps({ locked }: Policies): Step[] {
  const rules = { ...permissive, ...locked }
  return [...excludeRules, ...includeRules]
    .filter(({ reads }) => reads.some((name) => locked[name] !== undefined))
    .map((rule) => ({
      step: `organization.${rule.step}`,
      look: (facts) => asPolicy(rule, { ...facts, rules }),
    }))
}

function asPolicy({ look }: RuleStep, facts: Facts): Answer {
  const answer = look(facts)
  if (!isVerdict(answer)) return answer
  if (answer.join) return 'passed' // being allowed is no reason to join
  return skip(
    'org_policy',
    answer.detail === undefined ? answer.because : `${answer.because}:${answer.detail}`,
  )
}
