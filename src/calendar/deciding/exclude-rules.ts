/** A person's rules that speak against a meeting. Each one is enough. */

import { contradictionIn } from '#calendar/deciding/contradictions.ts'
import { assumedEnd, minutesBetween } from '#calendar/deciding/hard-stop-steps.ts'
import {
  allOthersDeclined,
  findFitting,
  isOrganizer,
  isSolo,
  peopleBesides,
} from '#calendar/deciding/people.ts'
import { type Answer, type Facts, type RuleStep, skip, skipIf } from '#calendar/deciding/steps.ts'
import { textOf } from '#calendar/deciding/text-of.ts'
import { findKeyword } from '#calendar/deciding/words.ts'
import { isWithin } from '#calendar/deciding/working-hours.ts'

export const excludeRules: readonly RuleStep[] = [
  {
    step: 'auto_join',
    reads: ['autoJoinEnabled'],
    look: ({ rules }) => skipIf(!rules.autoJoinEnabled, 'auto_join_off'),
  },
  {
    step: 'dormant',
    reads: ['isDormant'],
    look: ({ rules }) => (rules.isDormant ? skip('dormant') : 'not_set'),
  },
  { step: 'rules', reads: [], look: contradictory },
  {
    step: 'private',
    reads: ['joinPrivate'],
    look: ({ sighting, rules }) => unless(rules.joinPrivate, sighting.isPrivate, 'private'),
  },
  {
    step: 'free',
    reads: ['joinFree'],
    look: ({ sighting, rules }) => unless(rules.joinFree, sighting.isFree, 'free'),
  },
  {
    step: 'tentative',
    reads: ['joinTentative'],
    look: ({ sighting, rules }) =>
      unless(
        rules.joinTentative,
        sighting.responseStatus === 'tentative' && !isOrganizer(sighting),
        'tentative',
      ),
  },
  {
    step: 'optional',
    reads: ['joinOptional'],
    look: ({ sighting, rules }) => unless(rules.joinOptional, sighting.isOptional === true, 'optional'),
  },
  {
    step: 'invited',
    reads: ['joinNotInvited'],
    look: ({ sighting, rules }) =>
      unless(rules.joinNotInvited, sighting.isAttending === false, 'not_invited'),
  },
  { step: 'solo', reads: ['joinSolo'], look: solo },
  { step: 'length', reads: ['maxMinutes'], look: tooLong },
  { step: 'running', reads: ['joinRunning'], look: alreadyRunning },
  { step: 'hours', reads: ['workingHours'], look: outsideHours },
  { step: 'keywords', reads: ['excludedKeywords', 'keywordScope'], look: excludedKeyword },
  { step: 'excluded_people', reads: ['excludedDomains'], look: excludedPerson },
]

/** A rule that a person has relaxed has nothing to look for. */
const unless = (isAllowed: boolean, isSo: boolean, because: Parameters<typeof skip>[0]): Answer =>
  isAllowed ? 'not_set' : skipIf(isSo, because)

function contradictory({ rules }: Facts): Answer {
  const contradiction = contradictionIn(rules)
  return contradiction === null ? 'not_set' : skip('rules_contradict', contradiction)
}

function solo({ sighting, rules }: Facts): Answer {
  if (rules.joinSolo) return 'not_set'
  return isSolo(sighting) ? skip('alone') : skipIf(allOthersDeclined(sighting), 'all_declined')
}

function tooLong({ sighting, rules: { maxMinutes } }: Facts): Answer {
  if (maxMinutes === null) return 'not_set'
  const minutes = minutesBetween(sighting.start, assumedEnd(sighting))
  return skipIf(minutes > maxMinutes, 'too_long', String(maxMinutes))
}

function alreadyRunning({ sighting, rules }: Facts): Answer {
  if (rules.joinRunning) return 'not_set'
  return skipIf(
    !sighting.hasBot && !!sighting.firstSeenAt && sighting.firstSeenAt > sighting.start,
    'already_running',
  )
}

function outsideHours({ sighting, rules: { workingHours } }: Facts): Answer {
  if (workingHours === null) return 'not_set'
  return skipIf(!isWithin(workingHours, sighting.start), 'outside_hours', workingHours.timeZone)
}

function excludedKeyword({ sighting, rules }: Facts): Answer {
  if (rules.excludedKeywords.length === 0) return 'not_set'
  const found = findKeyword(textOf(sighting, rules), rules.excludedKeywords)
  return found === null ? 'passed' : skip('keyword', found)
}

function excludedPerson({ sighting, rules: { excludedDomains } }: Facts): Answer {
  if (excludedDomains.length === 0) return 'not_set'
  const found = findFitting(peopleBesides(sighting), excludedDomains)
  return found === null ? 'passed' : skip('domain_excluded', found)
}
