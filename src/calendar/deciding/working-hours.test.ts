import { DateTime } from 'luxon'
import { expect, test } from 'vitest'
import { contradictionIn } from '#calendar/deciding/contradictions.ts'
import { defaults, type Rules } from '#calendar/deciding/rules.ts'
import { isWithin } from '#calendar/deciding/working-hours.ts'

const day = { timeZone: 'Europe/Vienna', days: [1, 2, 3, 4, 5], from: '09:00', to: '17:00' }
const night = { timeZone: 'America/New_York', days: [5], from: '22:00', to: '06:00' }

test.each([
  ['at the first minute', day, '2026-11-23T08:00Z', true],
  ['a minute before', day, '2026-11-23T07:59Z', false],
  ['at the last minute, which is over', day, '2026-11-23T16:00Z', false],
  ['on a Sunday', day, '2026-11-22T10:00Z', false],
  ['in summer, when the clock stands otherwise', day, '2026-07-20T07:00Z', true],
  ['on Friday night', night, '2026-11-28T04:00Z', true],
  ['early on Saturday, which belongs to Friday', night, '2026-11-28T10:00Z', true],
  ['early on Friday, which belongs to Thursday', night, '2026-11-27T10:00Z', false],
] as const)('%s', (_name, hours, instant, is) => {
  expect(isWithin(hours, DateTime.fromISO(instant, { zone: 'utc' }))).toBe(is)
})

test.each<[string, Partial<Rules>]>([
  ['more people at least than at most', { minInvitees: 5, maxInvitees: 3 }],
  ['a word that has to be there and must not be', { requiredKeywords: ['HR'], excludedKeywords: ['hr'] }],
  [
    'a domain that has to be there and must not be',
    { includedDomains: ['x.com'], excludedDomains: ['X.com'] },
  ],
  ['hours without a day', { workingHours: { ...day, days: [] } }],
  ['hours without a length', { workingHours: { ...day, to: '09:00' } }],
  ['hours that are none', { workingHours: { ...day, to: '25:00' } }],
  ['hours nowhere', { workingHours: { ...day, timeZone: 'Mars/Base' } }],
])('%s is a contradiction', (_name, rules) => {
  expect(contradictionIn({ ...defaults, ...rules })).not.toBeNull()
})

test('what can be kept is none', () => {
  const rules = { requiredKeywords: ['HR', 'planning'], excludedKeywords: ['HR'], workingHours: day }
  expect(contradictionIn({ ...defaults, ...rules })).toBeNull()
})
