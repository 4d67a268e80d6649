import { describe, expect, test } from 'vitest'
import type { Reason } from '#calendar/deciding/reasons.ts'
import { at, type Case, decideCase, guest } from '#test/sightings.ts'

const outsider = guest('eve@partner.com')

describe('decide', () => {
  test.each<[string, Case, Reason]>([
    ['what nothing speaks against', {}, 'matches_rules'],
    ['an unanswered invitation', { sighting: { responseStatus: 'needs_action' } }, 'matches_rules'],
    ['a tentative answer', { sighting: { responseStatus: 'tentative' } }, 'matches_rules'],
    [
      'a meeting without a title',
      { sighting: { title: '' }, rules: { excludedKeywords: ['hr'] } },
      'matches_rules',
    ],
    [
      'a guest of an included domain',
      { sighting: { attendees: [outsider] }, rules: { includedDomains: ['partner.com'] } },
      'included',
    ],
    [
      'an organizer of an included domain',
      { sighting: { organizerEmail: 'eve@partner.com' }, rules: { includedDomains: ['partner.com'] } },
      'included',
    ],
    [
      'somebody on the list, in a calendar that is not joined by default',
      { sighting: { calendarDefault: false }, rules: { includedDomains: ['bo@acme.com'] } },
      'included',
    ],
    ['a word that was asked for', { rules: { requiredKeywords: ['PLANNING'] } }, 'included'],
    [
      'a meeting whose end is not known yet',
      { sighting: { start: at('11:45'), end: at('11:45') } },
      'matches_rules',
    ],
    [
      'to the end a meeting that its bot is in',
      { sighting: { hasBot: true }, now: at('15:58') },
      'matches_rules',
    ],
    [
      'what is private, where a person allows it',
      { sighting: { isPrivate: true }, rules: { joinPrivate: true } },
      'matches_rules',
    ],
    [
      'one of a series that was refused',
      { overrides: { event: true, series: false } },
      'requested_by_person',
    ],
    [
      'every one of a series',
      { rules: { autoJoinEnabled: false }, overrides: { series: true } },
      'requested_for_series',
    ],
  ])('joins %s', (_name, given, because) => {
    expect(decideCase(given)).toMatchObject({ join: true, because })
  })
})
