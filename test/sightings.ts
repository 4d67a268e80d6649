/** A meeting that every rule lets through, and rules that ask for nothing: tests say how theirs differs. */
import { DateTime } from 'luxon'
import { decide } from '../src/calendar/deciding/decide.ts'
import {
  defaults,
  noOverrides,
  noPolicies,
  type Overrides,
  type Policies,
  type Preferences,
} from '../src/calendar/deciding/rules.ts'
import type { Decision, JoinableLink, Sighting } from '../src/calendar/deciding/types.ts'
import type { Participant } from '../src/db/json.ts'

/** A Monday. */
export const at = (time: string, day = '2026-11-23') => DateTime.fromISO(`${day}T${time}Z`, { zone: 'utc' })
export const NOON = at('12:00')

export const zoomLink: JoinableLink = {
  isJoinable: true,
  platform: 'zoom',
  roomKey: 'zoom:85512345678',
  url: 'https://zoom.us/j/85512345678',
}

/** Ana's meeting with a colleague, from three to four. */
export const aSighting = (differs: Partial<Sighting> = {}): Sighting => ({
  title: 'Planning',
  start: at('15:00'),
  end: at('16:00'),
  isAllDay: false,
  isCancelled: false,
  isPrivate: false,
  isFree: false,
  eventType: 'default',
  responseStatus: 'accepted',
  organizerEmail: 'ana@acme.com',
  attendees: [guest('ana@acme.com', { isOrganizer: true }), guest('bo@acme.com')],
  link: zoomLink,
  ownerEmail: 'ana@acme.com',
  ...differs,
})

export const guest = (email: string, differs: Partial<Participant> = {}): Participant => ({
  email,
  name: null,
  response: 'accepted',
  isOrganizer: false,
  ...differs,
})

/** Joins without a buffer, so that a time in a test is the time of the meeting. */
export const rules = (differs: Partial<Preferences> = {}): Preferences => ({
  ...defaults,
  joinBufferMinutes: 0,
  ...differs,
})

/** What a test says about its case; everything else is as above. */
export type Case = {
  sighting?: Partial<Sighting>
  rules?: Partial<Preferences>
  overrides?: Partial<Overrides>
  policies?: Partial<Policies>
  now?: DateTime
}

export const decideCase = (given: Case = {}): Decision =>
  decide(
    aSighting(given.sighting),
    rules(given.rules),
    { ...noOverrides, ...given.overrides },
    { ...noPolicies, ...given.policies },
    given.now ?? NOON,
  )
