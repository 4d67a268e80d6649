/** A person's rules that narrow down what is joined. Each one has to let the meeting through; a named match decides. */
import {
  findFitting,
  inviteeCount,
  isOrganizer,
  outsiders,
  peopleBesides,
} from '#calendar/deciding/people.ts'
import { type Answer, type Facts, join, type RuleStep, skip, skipIf } from '#calendar/deciding/steps.ts'
import { textOf } from '#calendar/deciding/text-of.ts'
import { findKeyword } from '#calendar/deciding/words.ts'

export const includeRules: readonly RuleStep[] = [
  { step: 'scope', reads: ['autoJoinScope'], look: scope },
  { step: 'invitees', reads: ['minInvitees', 'maxInvitees'], look: invitees },
  { step: 'required_keywords', reads: ['requiredKeywords', 'keywordScope'], look: requiredKeyword },
  { step: 'domains', reads: ['includedDomains'], look: includedPerson },
  { step: 'included', reads: [], look: included },
]

function scope({ sighting, rules, policies }: Facts): Answer {
  switch (rules.autoJoinScope) {
    case 'all':
      return 'not_set'
    case 'organized_by_me':
      return skipIf(!isOrganizer(sighting), 'not_organizer')
    case 'accepted_only':
      return skipIf(sighting.responseStatus !== 'accepted' && !isOrganizer(sighting), 'not_accepted')
    case 'external_only':
    case 'internal_only':
      return outsideOrInside(outsiders(sighting, policies), rules.autoJoinScope)
  }
}

/** Where somebody cannot be told, a rule that needs to know says no. */
function outsideOrInside(
  { found, isCertain }: ReturnType<typeof outsiders>,
  wanted: 'external_only' | 'internal_only',
): Answer {
  if (found !== null) return skipIf(wanted === 'internal_only', 'external', found)
  if (!isCertain) return skip('unknown_attendee')
  return skipIf(wanted === 'external_only', 'internal')
}

function invitees({ sighting, rules: { minInvitees, maxInvitees } }: Facts): Answer {
  if (minInvitees === null && maxInvitees === null) return 'not_set'
  const { atLeast, isExact } = inviteeCount(sighting)
  if (maxInvitees !== null && atLeast > maxInvitees) return skip('too_many_invitees', String(maxInvitees))
  if (maxInvitees !== null && !isExact) return skip('unknown_attendee_count')
  if (minInvitees === null || atLeast >= minInvitees) return 'passed'
  return isExact ? skip('too_few_invitees', String(minInvitees)) : skip('unknown_attendee_count')
}

function requiredKeyword(facts: Facts): Answer {
  if (facts.rules.requiredKeywords.length === 0) return 'not_set'
  return skipIf(foundKeyword(facts) === null, 'keyword_missing')
}

function includedPerson(facts: Facts): Answer {
  if (facts.rules.includedDomains.length === 0) return 'not_set'
  return skipIf(foundPerson(facts) === null, 'domain_not_included')
}

/** Everything that was asked for is there: that decides, whatever the calendar does by default. */
function included(facts: Facts): Answer {
  const found = foundPerson(facts) ?? foundKeyword(facts)
  return found === null ? 'not_set' : join('included', found)
}

const foundKeyword = ({ sighting, rules }: Facts) =>
  findKeyword(textOf(sighting, rules), rules.requiredKeywords)
const foundPerson = ({ sighting, rules }: Facts) =>
  findFitting(peopleBesides(sighting), rules.includedDomains)
