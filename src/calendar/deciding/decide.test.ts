import { DateTime } from 'luxon'
import { describe, expect, test } from 'vitest'
import { canOverride, decide } from '#calendar/deciding/decide.ts'
import type { MeetingEvent, Override, Preferences, Reason } from '#calendar/deciding/types.ts'

const at = (time: string) => DateTime.fromISO(`2026-11-23T${time}Z`, { zone: 'utc' })
const now = at('09:00')

const anEvent = (differs: Partial<MeetingEvent> = {}): MeetingEvent => ({
  title: 'Planning',
  start: at('10:00'),
  end: at('11:00'),
  isAllDay: false,
  isCancelled: false,
  isPrivate: false,
  isFree: false,
  eventType: 'default',
  responseStatus: 'accepted',
  organizerEmail: 'ana@acme.test',
  attendees: [],
  link: {
    isJoinable: true,
    platform: 'zoom',
    roomKey: 'zoom:85512345678',
    url: 'https://zoom.us/j/85512345678',
  },
  ownerEmail: 'ana@acme.test',
  ...differs,
})
const rules = (differs: Partial<Preferences> = {}): Preferences => ({
  autoJoinEnabled: true,
  joinBufferMinutes: 2,
  excludedKeywords: [],
  includedDomains: [],
  ...differs,
})
const guest = (email: string) => ({ email, name: null, response: 'accepted' as const, isOrganizer: false })
const noLink = (reason: 'no_link' | 'link_pending' | 'link_wrapped' | 'unsupported_platform') =>
  ({ isJoinable: false, reason }) as const

describe('decide', () => {
  // One row per rule, in the order in which the function applies them. A new rule starts as a red row here.
  test.each<[string, MeetingEvent, Preferences, Override, Reason]>([
    ['a cancelled event', anEvent({ isCancelled: true }), rules(), true, 'cancelled'],
    ['an invitation that was not sent', anEvent({ eventType: 'draft' }), rules(), true, 'draft'],
    ['times that make no sense', anEvent({ end: at('09:59') }), rules(), true, 'invalid_time'],
    ['a meeting that is over', anEvent({ start: at('08:00'), end: at('09:00') }), rules(), true, 'ended'],
    ['an all-day event', anEvent({ isAllDay: true }), rules(), true, 'all_day'],
    ['focus time', anEvent({ eventType: 'focusTime' }), rules(), true, 'event_type'],
    ['no link to join', anEvent({ link: noLink('no_link') }), rules(), true, 'no_link'],
    [
      'a link that is still being made',
      anEvent({ link: noLink('link_pending') }),
      rules(),
      true,
      'link_pending',
    ],
    ['a hidden link', anEvent({ link: noLink('link_wrapped') }), rules(), true, 'link_wrapped'],
    [
      'a foreign platform',
      anEvent({ link: noLink('unsupported_platform') }),
      rules(),
      true,
      'unsupported_platform',
    ],
    ['a declined invitation', anEvent({ responseStatus: 'declined' }), rules(), true, 'declined'],
    ["a person's no", anEvent(), rules(), false, 'skipped_by_person'],
    ['a private event', anEvent({ isPrivate: true }), rules(), null, 'private'],
    ['an event that blocks no time', anEvent({ isFree: true }), rules(), null, 'free'],
    ['an excluded word', anEvent({ title: 'HR: pay' }), rules({ excludedKeywords: ['hr'] }), null, 'keyword'],
    [
      'nobody of the domains',
      anEvent(),
      rules({ includedDomains: ['partner.test'] }),
      null,
      'domain_not_included',
    ],
    ['joining switched off', anEvent(), rules({ autoJoinEnabled: false }), null, 'auto_join_off'],
  ])('skips %s', (_name, event, preferences, override, because) => {
    expect(decide(event, preferences, override, now)).toMatchObject({ join: false, because })
  })

  test.each<[string, MeetingEvent, Preferences]>([
    ['what nothing speaks against', anEvent(), rules()],
    ['an unanswered invitation', anEvent({ responseStatus: 'needs_action' }), rules()],
    ['a tentative answer', anEvent({ responseStatus: 'tentative' }), rules()],
    ['a meeting without a title', anEvent({ title: '' }), rules({ excludedKeywords: ['hr'] })],
    [
      'a guest of an included domain',
      anEvent({ attendees: [guest('x@partner.test')] }),
      rules({ includedDomains: ['partner.test'] }),
    ],
    [
      'an organizer of an included domain',
      anEvent({ organizerEmail: 'x@partner.test' }),
      rules({ includedDomains: ['partner.test'] }),
    ],
    ['a meeting whose end is not known yet', anEvent({ start: at('08:45'), end: at('08:45') }), rules()],
  ])('joins %s', (_name, event, preferences) => {
    expect(decide(event, preferences, null, now)).toMatchObject({ join: true, because: 'matches_rules' })
  })

  test('joins a running meeting, early by the chosen minutes', () => {
    const running = anEvent({ start: at('08:45'), end: at('09:30') })
    const decision = decide(running, rules({ joinBufferMinutes: 5 }), null, now)
    expect(decision.join && decision.at.toISO()).toBe('2026-11-23T08:40:00.000Z')
  })

  test("a person's yes beats their own rules", () => {
    const secret = anEvent({ title: 'Confidential', isPrivate: true })
    const strict = rules({ autoJoinEnabled: false, excludedKeywords: ['confidential'] })
    expect(decide(secret, strict, true, now)).toMatchObject({ join: true, because: 'requested_by_person' })
  })

  test('one self is not somebody from an included domain', () => {
    const own = anEvent({ attendees: [guest('ana@acme.test')] })
    expect(decide(own, rules({ includedDomains: ['acme.test'] }), null, now).because).toBe(
      'domain_not_included',
    )
  })

  test('the trail ends with the rule that decided, and names what it found', () => {
    const { trail } = decide(anEvent({ title: 'HR: pay' }), rules({ excludedKeywords: ['hr'] }), null, now)
    expect(trail.at(-1)).toEqual({ step: 'keywords', outcome: 'skip', detail: 'hr' })
    expect(trail.slice(0, -1).every(({ outcome }) => outcome === 'passed')).toBe(true)
  })

  test.each<[Reason, boolean]>([
    ['no_link', false],
    ['ended', false],
    ['keyword', true],
    ['skipped_by_person', true],
    ['matches_rules', true],
  ])('whether a person can change %s: %s', (because, can) => {
    expect(canOverride(because)).toBe(can)
  })
})
