import { expect, test } from 'vitest'
import { noPolicies, type Preferences } from '#calendar/deciding/rules.ts'
import { warnAboutRules } from '#calendar/rules/warn-about-rules.ts'

const rules = (more: Partial<Preferences> = {}): Preferences => ({
  ...{ autoJoinEnabled: true, joinBufferMinutes: 2, excludedKeywords: [], includedDomains: [] },
  ...more,
})

test.each<[string, Partial<Preferences>, [string | null, string][]]>([
  ['nothing odd', {}, []],
  [
    'a domain that is asked for and excluded',
    { includedDomains: ['Partner.example', 'acme.example'], excludedDomains: ['partner.example'] },
    [['excludedDomains', 'excluding wins']],
  ],
  [
    'everybody asked for is excluded',
    { includedDomains: ['partner.example'], excludedDomains: ['partner.example'] },
    [
      [null, 'No meeting can meet these rules'],
      ['excludedDomains', 'excluding wins'],
    ],
  ],
  [
    'a domain where anybody has an address',
    { includedDomains: ['gmail.com', 'ana@gmail.com'] },
    [['includedDomains', 'name the person instead, such as ana@gmail.com']],
  ],
  [
    'fewest above most',
    { minInvitees: 5, maxInvitees: 2 },
    [[null, 'the fewest invitees are more than the most']],
  ],
])('%s', (_, given, expected) => {
  const warnings = warnAboutRules(rules(given), noPolicies)
  expect(warnings.map(({ rule }) => rule)).toEqual(expected.map(([rule]) => rule))
  for (const [at, [, words]] of expected.entries()) expect(warnings[at]?.sentence).toContain(words)
})

test('a rule that the organization has set otherwise is said to do nothing', () => {
  const warnings = warnAboutRules(rules({ joinPrivate: true }), { locked: { joinPrivate: false } })
  expect(warnings).toEqual([
    { rule: 'joinPrivate', sentence: expect.stringContaining('yours does not count') },
  ])
})
