// One row of the demo's week.
import type { Draft, Platform } from '../calendars/types.ts'
import type { JONAS, MAYA } from './people.ts'

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

export const accepted = (person: string | { email: string; name: string }) => ({
  ...(typeof person === 'string' ? { email: person } : person),
  reply: 'accepted' as const,
})
