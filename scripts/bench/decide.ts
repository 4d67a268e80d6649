/** How many decisions one process makes in a second, under rules of which every one has something to look for. */
import { DateTime } from 'luxon'
import { decide } from '../../src/calendar/deciding/decide.ts'
import { noOverrides, noPolicies, type Preferences } from '../../src/calendar/deciding/rules.ts'
import type { Sighting } from '../../src/calendar/deciding/types.ts'
import { type BenchLine, perSecond } from './lines.ts'

const GOAL = '8,000/s'
const NOW = DateTime.fromISO('2026-11-23T08:00:00Z', { zone: 'utc' })

/** A person who has set nothing but a few words, and one who has set everything. */
export async function benchDecide({ isSmall }: { isSmall: boolean }): Promise<BenchLine[]> {
  const meetings = Array.from({ length: 1_000 }, (_, index) => meeting(index))
  const rounds = isSmall ? 5 : 50
  return [
    { name: 'decisions, ordinary rules', value: measure(meetings, ordinary, rounds), goal: GOAL },
    { name: 'decisions, every rule set', value: measure(meetings, everything, rounds), goal: GOAL },
  ]
}

function measure(meetings: readonly Sighting[], rules: Preferences, rounds: number): string {
  const decideAll = () => {
    for (const sighting of meetings) decide(sighting, rules, noOverrides, noPolicies, NOW)
  }
  decideAll() // warm
  const before = performance.now()
  for (let round = 0; round < rounds; round++) decideAll()
  return perSecond(rounds * meetings.length, performance.now() - before)
}

const ordinary: Preferences = {
  autoJoinEnabled: true,
  joinBufferMinutes: 2,
  excludedKeywords: ['HR', 'confidential', 'privé'],
  includedDomains: [],
}
const everything: Preferences = {
  ...ordinary,
  excludedKeywords: Array.from({ length: 50 }, (_, index) => `forbidden word ${index}`),
  requiredKeywords: ['planning'],
  keywordScope: 'title_and_description',
  includedDomains: ['partner.com', '*.acme.com'],
  excludedDomains: Array.from({ length: 50 }, (_, index) => `*.rival-${index}.com`),
  autoJoinScope: 'external_only',
  ...{
    minInvitees: 2,
    maxInvitees: 50,
    maxMinutes: 240,
    joinTentative: false,
    joinSolo: false,
    joinOptional: false,
  },
  workingHours: { timeZone: 'Europe/Vienna', days: [1, 2, 3, 4, 5], from: '08:00', to: '19:00' },
}

function meeting(index: number): Sighting {
  const start = NOW.plus({ minutes: 15 * (index % 500) })
  const guests = Array.from(
    { length: index % 20 },
    (_, guest) => `guest${guest}@${guest % 3 ? 'acme.com' : 'partner.com'}`,
  )
  return {
    title: `Planning number ${index}`,
    description: `<p>Agenda</p><ul>${'<li>A point to talk about, at some length</li>'.repeat(index % 30)}</ul>`,
    ...{
      start,
      end: start.plus({ minutes: 45 }),
      isAllDay: false,
      isCancelled: false,
      isPrivate: false,
      isFree: false,
    },
    ...{
      eventType: 'default',
      responseStatus: 'accepted',
      organizerEmail: 'ana@acme.com',
      ownerEmail: 'ana@acme.com',
    },
    attendees: guests.map((email) => ({ email, name: null, response: 'accepted', isOrganizer: false })),
    link: {
      isJoinable: true,
      platform: 'zoom',
      roomKey: `zoom:85512345${index}`,
      url: `https://zoom.us/j/85512345${index}`,
    },
  }
}
