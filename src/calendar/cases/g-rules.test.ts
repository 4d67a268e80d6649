import { describe, expect, test } from 'vitest'
import { isFreeMail } from '#calendar/deciding/addresses.ts'
import { checkRows, people, type Row, self } from '#test/calendar-cases.ts'
import { at } from '#test/sightings.ts'

const with_ = (...emails: string[]) => ({ google: { attendees: [self('accepted'), ...people(...emails)] } })
const external = { autoJoinScope: 'external_only' } as const
const internal = { autoJoinScope: 'internal_only' } as const
const titled = (summary: string, ...excludedKeywords: string[]) => ({
  google: { summary },
  rules: { excludedKeywords },
})
const exchange = '/o=exchangelabs/ou=group/cn=recipients/cn=bo'

const rows: readonly Row[] = [
  [143, 'with outsiders only, all are colleagues', { google: {}, rules: external }, 'internal'],
  [
    144,
    'with outsiders only, one of a sub-domain elsewhere',
    { ...with_('x@sub.partner.com'), rules: external },
    'join 15:00',
  ],
  [
    145,
    'a sub-domain of one’s own is from outside',
    { ...with_('a@eu.acme.com'), rules: internal },
    'external',
  ],
  [
    145,
    'unless sub-domains are meant too',
    { ...with_('a@eu.acme.com'), rules: internal, policies: { internalDomains: ['*.acme.com'] } },
    'join 15:00',
  ],
  [146, 'notacme.com is not acme.com', { ...with_('a@notacme.com'), rules: external }, 'join 15:00'],
  [147, 'capitals and a tag', { ...with_('User+tag@ACME.com'), rules: external }, 'internal'],
  [148, 'a room of Google’s', { ...with_('room@resource.calendar.google.com'), rules: external }, 'internal'],
  [
    148,
    'a room of Microsoft’s',
    {
      graph: { attendees: [{ type: 'resource', emailAddress: { address: 'room@hotel.com' } }] },
      rules: external,
    },
    'internal',
  ],
  [
    148,
    'a room does not count among the invitees',
    { ...with_('bo@acme.com', 'room@resource.calendar.google.com'), rules: { maxInvitees: 2 } },
    'join 15:00',
  ],
  [
    149,
    'a group calendar as organizer is nobody',
    { google: { organizer: { email: 'abc@group.calendar.google.com' } }, rules: external },
    'internal',
  ],
  [
    150,
    'a mail service as an included domain: exactly that one',
    { ...with_('eve@gmail.com'), rules: { includedDomains: ['*.gmail.com'] } },
    'join 15:00',
  ],
  [
    150,
    'and nothing below it',
    { ...with_('eve@x.gmail.com'), rules: { includedDomains: ['*.gmail.com'] } },
    'domain_not_included',
  ],
  [
    151,
    'a domain in another script',
    { ...with_('a@xn--bcher-kva.example'), rules: { includedDomains: ['bücher.example'] } },
    'join 15:00',
  ],
  [
    152,
    'a guest without an address',
    { google: {}, sighting: { unknownGuests: 1 }, rules: external },
    'unknown_attendee',
  ],
  [
    152,
    'a guest with an address of Exchange’s own',
    {
      google: {},
      sighting: { attendees: [{ email: exchange, name: null, response: 'accepted', isOrganizer: false }] },
      rules: internal,
    },
    'unknown_attendee',
  ],
  [153, 'HR in "Chris / HR 1:1"', titled('Chris / HR 1:1', 'HR'), 'keyword'],
  [153, 'HR in "Chrome sync"', titled('Chrome sync', 'HR'), 'join 15:00'],
  [154, 'privé in "PRIVE – rdv"', titled('PRIVE – rdv', 'privé'), 'keyword'],
  [155, 'straße in "STRASSE"', titled('STRASSE', 'straße'), 'keyword'],
  [156, 'istanbul in "İstanbul"', titled('İstanbul', 'istanbul'), 'keyword'],
  [156, 'İstanbul in "ISTANBUL"', titled('ISTANBUL', 'İstanbul'), 'keyword'],
  [157, '1:1 in "Ana 1:1 Bo"', titled('Ana 1:1 Bo', '1:1'), 'keyword'],
  [157, 'C++ in "C++ guild"', titled('C++ guild', 'C++'), 'keyword'],
  [157, 'C++ in "CC guild"', titled('CC guild', 'C++'), 'join 15:00'],
  [158, '面接 in "第一次面接です"', titled('第一次面接です', '面接'), 'keyword'],
  [
    159,
    'a word in the description, where titles count',
    { google: { description: 'HR' }, rules: { excludedKeywords: ['HR'] } },
    'join 15:00',
  ],
  [
    159,
    'a word in the description, where both count',
    {
      google: { description: '<p>HR</p>' },
      rules: { excludedKeywords: ['HR'], keywordScope: 'title_and_description' },
    },
    'keyword',
  ],
  [160, 'a letter of width zero', titled('con\u200bfidential', 'confidential'), 'keyword'],
  [160, 'a space that does not break', titled('pay\u00a0review', 'pay review'), 'keyword'],
  [161, 'an empty word', titled('Anything', '', ' '), 'join 15:00'],
  [
    162,
    'a word that is asked for, and one that is refused',
    { ...titled('Planning HR', 'HR'), rules: { requiredKeywords: ['planning'], excludedKeywords: ['HR'] } },
    'keyword',
  ],
  [
    162,
    'a domain that is asked for, and one that is refused',
    { ...with_('a@x.com', 'b@y.com'), rules: { includedDomains: ['x.com'], excludedDomains: ['y.com'] } },
    'domain_excluded',
  ],
  [
    163,
    'an excluded word written into the title twenty minutes before',
    { ...titled('Planning HR', 'HR'), now: at('14:40') },
    'keyword',
  ],
  [163, 'three minutes before', { ...titled('Planning HR', 'HR'), now: at('14:57') }, 'keyword'],
  [
    163,
    'while the bot is in the call',
    { ...titled('Planning HR', 'HR'), sighting: { hasBot: true }, now: at('15:20') },
    'keyword',
  ],
  [
    165,
    'a person’s yes against what the organization forbids',
    { ...with_('eve@rival.com'), overrides: { event: true }, policies: { neverDomains: ['rival.com'] } },
    'org_policy',
  ],
  [
    165,
    'a person’s yes against what an admin has locked',
    { google: {}, overrides: { event: true }, policies: { locked: external } },
    'org_policy',
  ],
  [
    166,
    'a person’s no, and then the meeting moves',
    {
      google: { start: { dateTime: '2026-11-23T17:00:00Z' }, end: { dateTime: '2026-11-23T18:00:00Z' } },
      overrides: { event: false },
    },
    'skipped_by_person',
  ],
]

describe('G. Rules: people, domains, words', () => {
  checkRows(rows)

  test('150. a mail service is known as one, so that the page can warn', () => {
    expect(['gmail.com', 'outlook.com', 'acme.com'].map(isFreeMail)).toEqual([true, true, false])
  })
})
