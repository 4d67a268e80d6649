/** The pure parts of Upcoming: filters, what follows from joining, what has changed, and how a history reads. */
import { expect, test } from 'vitest'
import type { Meeting } from '../queries.ts'
import { consequencesOf, listOf } from './consequences.ts'
import { counts, fitting } from './filters.ts'
import { told } from './told.ts'
import { whatChanged } from './what-changed.ts'

const now = new Date(2026, 10, 23, 9, 0)
const at = (hour: number, day = 23) => new Date(2026, 10, day, hour).toISOString()
const meeting = (more: Partial<Meeting> = {}): Meeting => ({
  ...{ eventId: 'e', occurrenceId: 'o', sessionId: null, title: 'Budget', start: at(14), end: at(15) },
  ...{ isAllDay: false, platform: 'zoom', meetingUrl: null, people: [], isRecurring: false, wants: true },
  ...{ because: 'matches_rules', sentence: 'Joining because nothing in your rules speaks against it' },
  ...{
    step: 'calendar_default',
    objection: null,
    joinAt: at(14),
    said: { event: null, series: null },
    canOverride: true,
  },
  ...{
    minutes: 60,
    uncheckedSince: null,
    price: { amount: 0.65, currency: 'USD' },
    alsoWantedBy: [],
    receivers: [{ name: 'Maya', isMe: true }],
    bot: null,
  },
  ...more,
})

test('names are listed as one says them', () => {
  expect(listOf(['you'])).toBe('you')
  expect(listOf(['you', 'Ana'])).toBe('you and Ana')
  expect(listOf(['you', 'Ana', 'Jo', 'Kim'])).toBe('you, Ana, Jo and Kim')
  expect(listOf(['you', 'Ana', 'Jo', 'Kim', 'Lee', 'Max'])).toBe('you, Ana, Jo and 3 others')
})

test.each([
  [meeting(), 'Notes to you · about 1 h, at most $0.65.'],
  [meeting({ alsoWantedBy: ['Jonas'] }), 'Notes to you · about 1 h, at most $0.65. Wanted by Jonas too.'],
  [meeting({ receivers: [] }), 'Notes to nobody by mail · about 1 h, at most $0.65.'],
  [meeting({ wants: false }), null],
  [meeting({ wants: false, alsoWantedBy: ['Jonas'] }), 'A bot comes all the same: Jonas wants it.'],
])('what follows is said beside the decision (%#)', (given, sentence) => {
  expect(consequencesOf(given)).toBe(sentence)
})

test('filters and words find meetings, accents or not', () => {
  const ana = {
    email: 'ana@partner.example',
    name: 'Ána Lima',
    response: 'accepted',
    isOrganizer: false,
  } as const
  const all = [
    meeting({ eventId: 'a', title: 'Budget' }),
    meeting({ eventId: 'b', title: 'Demo', people: [ana], wants: false }),
    meeting({ eventId: 'c', title: 'Café', said: { event: null, series: false } }),
  ]
  const found = (filter: 'all' | 'join' | 'outside' | 'said', words = '') =>
    fitting(all, { filter, words, home: 'northwind.example' }).map(({ eventId }) => eventId)
  expect(found('join')).toEqual(['a', 'c'])
  expect(found('outside')).toEqual(['b'])
  expect(found('said')).toEqual(['c'])
  expect(found('all', 'CAFE')).toEqual(['c'])
  expect(found('all', 'ana')).toEqual(['b'])
  expect(counts(all, 'northwind.example')).toEqual({ all: 3, join: 2, skip: 1, outside: 1, said: 1 })
})

test('what others change is news; what one says oneself, and what has ended, is none', () => {
  const before = meeting()
  const news = (after: Meeting[], at = now) => whatChanged([before], after, at).map(({ text }) => text)
  expect(news([meeting({ start: at(16), joinAt: at(16) })])).toEqual([
    '“Budget” moved from today 14:00 to 16:00. Joining 16:00 because nothing in your rules speaks against it.',
  ])
  expect(news([meeting({ start: at(16, 24) })])[0]).toContain('from today 14:00 to tomorrow 16:00')
  expect(news([])).toEqual(['“Budget” (today 14:00) was cancelled or removed: no bot will come.'])
  expect(news([], new Date(2026, 10, 23, 16))).toEqual([])
  expect(news([meeting({ wants: false, said: { event: false, series: null } })])).toEqual([])
  expect(news([meeting({ wants: false, sentence: 'Not joining: the event is private' })])).toEqual([
    '“Budget”: Not joining: the event is private.',
  ])
  expect(news([before])).toEqual([])
})

test.each([
  [
    { what: 'moved', from: at(14), to: at(15) },
    'rescheduled',
    'Moved to 15:00 → rescheduled, joining 14:58.',
  ],
  [{ what: 'you_said', word: 'no' }, 'called_off', 'You switched it off → called off: you said no.'],
  [{ what: 'rules_changed' }, 'skipped', 'Your rules changed → skipped: you said no.'],
] as const)('a history entry reads as a person says it: %o', (happening, outcome, sentence) => {
  const isOff = outcome !== 'rescheduled'
  const entry = {
    ...{ at: at(9), because: 'x', happened: [happening], outcome },
    action: isOff ? ('skip' as const) : ('join' as const),
    joinAt: isOff ? null : new Date(2026, 10, 23, 14, 58).toISOString(),
    sentence: isOff ? 'Not joining because you said no' : 'Joining because you asked for it',
  }
  expect(told(entry)).toBe(sentence)
})
