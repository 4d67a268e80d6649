import { expect, test } from 'vitest'
import { reasons } from '#calendar/deciding/reasons.ts'
import type { Preferences } from '#calendar/deciding/rules.ts'
import { sentenceOf, stepSentence } from '#calendar/deciding/sentences.ts'
import { decideCase } from '#test/sightings.ts'

test.each([...reasons])('%s has one honest sentence', (because) => {
  const sentence = sentenceOf({ because, trail: [] })
  expect(sentence).toMatch(/^(Joining|Not joining)/)
  expect(sentence).not.toMatch(/not known|undefined|\.$/)
})

test('a sentence names what was found', () => {
  const found = decideCase({ sighting: { title: 'HR: pay' }, rules: { excludedKeywords: ['hr'] } })
  expect(sentenceOf(found)).toBe("Not joining: it contains 'hr'")
})

test('what the organization forbids is told in the words of its rule', () => {
  const locked = decideCase({ rules: {}, policies: { locked: { autoJoinScope: 'external_only' } } })
  expect(sentenceOf(locked)).toBe(
    'Not joining: your organization does not allow it (nobody from outside is invited)',
  )
})

test('every step of every trail can be told', () => {
  const everything: Partial<Preferences> = {
    ...{ joinTentative: false, joinOptional: false, joinSolo: false, joinRunning: false, maxMinutes: 90 },
    ...{ workingHours: { timeZone: 'UTC', days: [1], from: '09:00', to: '18:00' }, excludedKeywords: ['hr'] },
    ...{
      excludedDomains: ['x.com'],
      autoJoinScope: 'organized_by_me',
      minInvitees: 2,
      requiredKeywords: ['planning'],
    },
    ...{ includedDomains: ['acme.com'] },
  }
  const policies = {
    neverKeywords: ['x'],
    neverDomains: ['x.com'],
    refusals: ['x@x.com'],
    objections: ['x@x.com'],
    locked: everything,
  }
  const decision = decideCase({ rules: everything, policies })
  expect(decision).toMatchObject({ join: true, because: 'included' })
  const told = decision.trail.map((step) => stepSentence(step, decision.because))
  expect(told).not.toContain('This rule has nothing against it')
})

test('a code that is not one of ours is said not to be known', () => {
  expect(sentenceOf({ because: 'toString', trail: [] })).toBe('Not joining: the reason is not known')
})
