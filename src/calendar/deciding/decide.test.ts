import { describe, expect, test } from 'vitest'
import { canOverride } from '#calendar/deciding/decide.ts'
import type { Reason } from '#calendar/deciding/reasons.ts'
import { at, type Case, decideCase, guest, rules, zoomLink } from '#test/sightings.ts'

const yes = { event: true }
const noLink = (reason: 'no_link' | 'link_pending' | 'link_wrapped_opaque' | 'registration_only') => ({
  sighting: { link: { isJoinable: false, reason } as const },
  overrides: yes,
})
const outsider = guest('eve@partner.com')

describe('decide', () => {
  // One row per rule, in the order in which the steps are taken. A new rule starts as a red row here.
  test.each<[string, Case, Reason]>([
    ['a cancelled event', { sighting: { isCancelled: true }, overrides: yes }, 'cancelled'],
    ['an invitation that was not sent', { sighting: { eventType: 'draft' }, overrides: yes }, 'draft'],
    ['an end before the start', { sighting: { end: at('14:59') }, overrides: yes }, 'invalid_time'],
    ['a start that is no time', { sighting: { start: at('nonsense') } }, 'invalid_time'],
    ['a meeting that is over', { now: at('16:00'), overrides: yes }, 'ended'],
    ['one that is about to end', { now: at('15:58'), overrides: yes }, 'too_late'],
    ['one too far ahead', { now: at('12:00', '2026-10-20') }, 'beyond_horizon'],
    ['an all-day event', { sighting: { isAllDay: true }, overrides: yes }, 'all_day'],
    ['focus time', { sighting: { eventType: 'focusTime' }, overrides: yes }, 'event_type'],
    ['a kind of event that is new', { sighting: { eventType: 'siesta' } }, 'event_type_unknown'],
    ['an absence', { sighting: { eventType: 'oof' } }, 'out_of_office'],
    ["a room's calendar", { sighting: { isResource: true } }, 'resource_calendar'],
    ['no link to join', noLink('no_link'), 'no_link'],
    ['a link that is still being made', noLink('link_pending'), 'link_pending'],
    ['a hidden link', noLink('link_wrapped_opaque'), 'link_wrapped_opaque'],
    ['a page to register on', noLink('registration_only'), 'registration_only'],
    ['a declined invitation', { sighting: { responseStatus: 'declined' }, overrides: yes }, 'declined'],

    ['a mark in the title', { sighting: { title: 'Sync [do not record]' }, overrides: yes }, 'never_record'],
    [
      'a mark in the description',
      { sighting: { description: '<p>Agenda</p><b>#norecord</b>' }, overrides: yes },
      'never_record',
    ],
    ['a guest who objected', { policies: { objections: ['bo@acme.com'] }, overrides: yes }, 'objected'],
    [
      'an organizer who objected',
      {
        sighting: { organizerEmail: 'eve@partner.com', attendees: [] },
        policies: { objections: ['eve@partner.com'] },
        overrides: yes,
      },
      'objected',
    ],
    ['somebody who refuses', { policies: { refusals: ['bo@acme.com'] }, overrides: yes }, 'person_refuses'],
    [
      'a word that the organization forbids',
      { policies: { neverKeywords: ['planning'] }, overrides: yes },
      'org_policy',
    ],
    [
      'a domain that the organization forbids',
      { sighting: { attendees: [outsider] }, policies: { neverDomains: ['*.partner.com'] }, overrides: yes },
      'org_policy',
    ],
    [
      'what an admin has locked',
      { sighting: { isPrivate: true }, policies: { locked: { joinPrivate: false } }, overrides: yes },
      'org_policy',
    ],

    ["a person's no", { overrides: { event: false, series: true } }, 'skipped_by_person'],
    ["a person's no to the series", { overrides: { series: false } }, 'skipped_series'],

    ['joining switched off', { rules: { autoJoinEnabled: false } }, 'auto_join_off'],
    ['a dormant account', { rules: { isDormant: true } }, 'dormant'],
    ['rules that nothing can satisfy', { rules: { minInvitees: 5, maxInvitees: 3 } }, 'rules_contradict'],
    ['a private event', { sighting: { isPrivate: true } }, 'private'],
    ['an event that blocks no time', { sighting: { isFree: true } }, 'free'],
    [
      'a "maybe"',
      {
        sighting: { responseStatus: 'tentative', organizerEmail: 'bo@acme.com' },
        rules: { joinTentative: false },
      },
      'tentative',
    ],
    ['an optional place', { sighting: { isOptional: true }, rules: { joinOptional: false } }, 'optional'],
    ["a colleague's calendar", { sighting: { isAttending: false } }, 'not_invited'],
    ['nobody else', { sighting: { attendees: [] }, rules: { joinSolo: false } }, 'alone'],
    [
      'nobody else who comes',
      {
        sighting: { attendees: [guest('bo@acme.com', { response: 'declined' })] },
        rules: { joinSolo: false },
      },
      'all_declined',
    ],
    ['a long one', { rules: { maxMinutes: 45 } }, 'too_long'],
    [
      'one that ran already',
      { sighting: { firstSeenAt: at('15:10') }, rules: { joinRunning: false }, now: at('15:10') },
      'already_running',
    ],
    [
      'one in the evening',
      { rules: { workingHours: { timeZone: 'Asia/Kathmandu', days: [1], from: '09:00', to: '18:00' } } },
      'outside_hours',
    ],
    ['an excluded word', { sighting: { title: 'HR: pay' }, rules: { excludedKeywords: ['hr'] } }, 'keyword'],
    [
      'an excluded domain',
      { sighting: { attendees: [outsider] }, rules: { excludedDomains: ['partner.com'] } },
      'domain_excluded',
    ],

    [
      'one that somebody else organizes',
      { sighting: { organizerEmail: 'bo@acme.com' }, rules: { autoJoinScope: 'organized_by_me' } },
      'not_organizer',
    ],
    [
      'one without an answer',
      {
        sighting: { organizerEmail: 'bo@acme.com', responseStatus: 'needs_action' },
        rules: { autoJoinScope: 'accepted_only' },
      },
      'not_accepted',
    ],
    ['nobody from outside', { rules: { autoJoinScope: 'external_only' } }, 'internal'],
    [
      'somebody from outside',
      { sighting: { attendees: [outsider] }, rules: { autoJoinScope: 'internal_only' } },
      'external',
    ],
    [
      'somebody who cannot be told',
      { sighting: { unknownGuests: 1 }, rules: { autoJoinScope: 'internal_only' } },
      'unknown_attendee',
    ],
    ['too many people', { rules: { maxInvitees: 1 } }, 'too_many_invitees'],
    ['too few people', { rules: { minInvitees: 3 } }, 'too_few_invitees'],
    [
      'an unknown number',
      { sighting: { isGuestListCut: true }, rules: { maxInvitees: 10 } },
      'unknown_attendee_count',
    ],
    ['none of the words', { rules: { requiredKeywords: ['kick-off'] } }, 'keyword_missing'],
    ['nobody of the domains', { rules: { includedDomains: ['partner.com'] } }, 'domain_not_included'],
    ["the calendar's default", { sighting: { calendarDefault: false } }, 'calendar_default'],
  ])('skips %s', (_name, given, because) => {
    expect(decideCase(given)).toMatchObject({ join: false, because })
  })

  test('joins a running meeting, early by the chosen minutes', () => {
    const running = { start: at('11:45'), end: at('12:30') }
    const decision = decideCase({ sighting: running, rules: { joinBufferMinutes: 5 } })
    expect(decision.join && decision.at.toISO()).toBe('2026-11-23T11:40:00.000Z')
  })

  test("a person's yes beats their own rules", () => {
    const secret = { title: 'Confidential', isPrivate: true }
    const strict = { autoJoinEnabled: false, excludedKeywords: ['confidential'] }
    expect(decideCase({ sighting: secret, rules: strict, overrides: yes })).toMatchObject({
      join: true,
      because: 'requested_by_person',
    })
  })

  test("a rule that an admin has locked stands in place of the person's", () => {
    const early = { rules: { joinBufferMinutes: 10 }, policies: { locked: { joinBufferMinutes: 1 } } }
    const decision = decideCase(early)
    expect(decision.join && decision.at).toEqual(at('14:59'))
  })

  test('one self is not somebody from an included domain', () => {
    const own = { sighting: { attendees: [guest('ana@acme.com')] }, rules: { includedDomains: ['acme.com'] } }
    expect(decideCase(own).because).toBe('domain_not_included')
  })

  test('the trail ends with the step that decided, and names what it found', () => {
    const { trail, step } = decideCase({
      sighting: { title: 'HR: pay' },
      rules: { excludedKeywords: ['hr'] },
    })
    expect(step).toBe('keywords')
    expect(trail.at(-1)).toEqual({ step: 'keywords', outcome: 'skip', detail: 'hr' })
    expect(trail.slice(0, -1).every(({ outcome }) => outcome === 'passed')).toBe(true)
  })

  test('the trail holds the steps that had something to look for, in their order', () => {
    const { trail } = decideCase({ rules: { joinFree: true, minInvitees: 2 } })
    expect(trail.map(({ step }) => step)).toEqual([
      ...['cancelled', 'draft', 'time', 'ended', 'too_late', 'horizon', 'all_day', 'event_type', 'resource'],
      ...['link', 'response', 'never_record', 'override', 'series_override'],
      ...['auto_join', 'private', 'invited', 'invitees', 'calendar_default'],
    ])
  })

  test('what an admin has locked is a step of its own', () => {
    const { trail } = decideCase({ policies: { locked: { excludedKeywords: ['hr'] } } })
    expect(trail).toContainEqual({ step: 'organization.keywords', outcome: 'passed' })
  })

  test('numbers that make no sense do no harm', () => {
    const decision = decideCase({ rules: { joinBufferMinutes: Number.NaN } })
    expect(decision.join && decision.at).toEqual(at('15:00'))
    expect(
      decideCase({ rules: rules({ workingHours: { timeZone: 'Mars/Base', days: [1], from: '9', to: '' } }) }),
    ).toMatchObject({ because: 'rules_contradict' })
  })

  test.each<[Reason, boolean]>([
    ['no_link', false],
    ['ended', false],
    ['never_record', false],
    ['org_policy', false],
    ['keyword', true],
    ['skipped_by_person', true],
    ['matches_rules', true],
  ])('whether a person can change %s: %s', (because, can) => {
    expect(canOverride(because)).toBe(can)
  })

  test('nothing in a link but its reason counts', () => {
    expect(decideCase({ sighting: { link: { ...zoomLink, platform: 'webex' } } }).join).toBe(true)
  })
})
