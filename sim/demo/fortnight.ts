// The demo's week: one row per kind of event that a calendar can hold. demo.ts writes it out for the days ahead.
import type { Draft, Platform } from '../calendars/types.ts'
import { DANA, INES, JONAS, MAYA, NOA, PRIYA, TOM } from './people.ts'

export type Row = Pick<Draft, 'people' | 'organizer' | 'description' | 'location' | 'private' | 'showAs'> & {
  key: string
  owner: typeof MAYA | typeof JONAS
  /** 1 = Monday. */
  weekday: 1 | 2 | 3 | 4 | 5
  /** Local time; absent = the whole day. */
  from?: string
  minutes?: number
  title: string
  platform?: Platform
  /** One meeting every week, in the same room. In even weeks it is this many minutes later. */
  weekly?: { evenWeeksLaterMinutes: number }
}

const accepted = (person: string | { email: string; name: string }) => ({
  ...(typeof person === 'string' ? { email: person } : person),
  reply: 'accepted' as const,
})

export const WEEK: Row[] = [
  {
    key: 'planning',
    owner: MAYA,
    weekday: 1,
    from: '09:30',
    minutes: 30,
    title: 'Weekly planning',
    platform: 'zoom',
    people: [accepted(JONAS), accepted(INES)],
    weekly: { evenWeeksLaterMinutes: 90 },
  },
  {
    key: 'harbor',
    owner: JONAS,
    weekday: 1,
    from: '13:00',
    minutes: 45,
    title: 'Harbor Labs: onboarding check-in',
    platform: 'teams',
    people: [accepted(PRIYA), accepted(MAYA)],
    description: 'Open points from last time, then the rollout dates.',
  },
  {
    key: 'one-to-one',
    owner: MAYA,
    weekday: 1,
    from: '16:00',
    minutes: 30,
    title: 'Maya / Ines 1:1',
    platform: 'google_meet',
    people: [accepted(INES)],
  },
  {
    key: 'critique',
    owner: MAYA,
    weekday: 2,
    from: '10:00',
    minutes: 30,
    title: 'Design critique',
    platform: 'google_meet',
    people: [accepted(INES), JONAS],
  },
  {
    key: 'roadmap',
    owner: MAYA,
    weekday: 2,
    from: '10:30',
    minutes: 30,
    title: 'Roadmap review',
    platform: 'zoom',
    people: [accepted(INES), accepted(JONAS)],
  },
  {
    key: 'confidential',
    owner: MAYA,
    weekday: 2,
    from: '14:00',
    minutes: 60,
    title: 'Confidential: compensation round',
    platform: 'zoom',
    people: [accepted(INES)],
  },
  {
    key: 'alpine',
    owner: JONAS,
    weekday: 2,
    from: '15:30',
    minutes: 45,
    title: 'Alpineworks: first demo',
    platform: 'teams',
    organizer: TOM,
    people: [JONAS],
  },
  {
    key: 'focus',
    owner: MAYA,
    weekday: 3,
    from: '09:00',
    minutes: 120,
    title: 'Write the launch post',
    description: 'No meetings, please.',
  },
  {
    key: 'coaching',
    owner: MAYA,
    weekday: 3,
    from: '12:30',
    minutes: 45,
    title: 'Coaching',
    platform: 'zoom',
    private: true,
  },
  {
    key: 'pitch',
    owner: MAYA,
    weekday: 3,
    from: '15:00',
    minutes: 30,
    title: 'Brightpitch: fifteen minutes that change everything',
    platform: 'zoom',
    organizer: DANA,
    people: [{ email: MAYA, reply: 'declined' }],
  },
  {
    key: 'pipeline',
    owner: JONAS,
    weekday: 3,
    from: '11:00',
    minutes: 30,
    title: 'Pipeline review',
    platform: 'zoom',
    people: [accepted(INES)],
  },
  { key: 'freeze', owner: MAYA, weekday: 4, title: 'Code freeze', showAs: 'free' },
  {
    key: 'long',
    owner: MAYA,
    weekday: 4,
    from: '11:00',
    minutes: 60,
    title:
      'Quarterly cross-team dependency review with everybody who owns a milestone before the end of the year, including the parts that moved twice already (please read the notes beforehand)',
    platform: 'zoom',
    people: [accepted(INES), { email: JONAS, optional: true }],
  },
  {
    key: 'tel-aviv',
    owner: JONAS,
    weekday: 4,
    from: '15:00',
    minutes: 30,
    title: 'סקירה רבעונית עם צוות תל אביב',
    platform: 'google_meet',
    people: [accepted(NOA)],
  },
  {
    key: 'lunch',
    owner: JONAS,
    weekday: 4,
    from: '12:30',
    minutes: 60,
    title: 'Lunch with Ines',
    location: 'Café am Hof',
    people: [accepted(INES)],
  },
  {
    key: 'retrospective',
    owner: JONAS,
    weekday: 5,
    from: '10:00',
    minutes: 45,
    title: 'Team retrospective',
    platform: 'teams',
    people: [accepted(MAYA), accepted(INES)],
  },
  {
    key: 'office-hours',
    owner: MAYA,
    weekday: 5,
    from: '14:00',
    minutes: 60,
    title: 'Office hours (drop in)',
    platform: 'google_meet',
    showAs: 'free',
  },
  {
    key: 'away',
    owner: JONAS,
    weekday: 5,
    from: '13:00',
    minutes: 240,
    title: 'Out of office',
    showAs: 'oof',
  },
]
