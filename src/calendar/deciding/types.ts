/** The nouns of the calendar room: an event as we understand it, a person's rules, and a decision with its reason. */
import type { DateTime } from 'luxon'
import type { Participant, TrailStep } from '#db/json.ts'

/** Why a bot joins or does not. One union for the database, the API, the pages and the tests. */
export const reasons = [
  'matches_rules',
  'requested_by_person',
  'cancelled',
  'ended',
  'invalid_time',
  'draft',
  'all_day',
  'event_type',
  'no_link',
  'link_pending',
  'link_wrapped',
  'unsupported_platform',
  'declined',
  'skipped_by_person',
  'private',
  'free',
  'keyword',
  'domain_not_included',
  'auto_join_off',
  'not_confirmed',
  'disconnected',
] as const
export type Reason = (typeof reasons)[number]

/** Where a bot can go. */
export const platforms = ['zoom', 'google_meet', 'teams', 'webex', 'goto'] as const
export type Platform = (typeof platforms)[number]

/** A room that a bot can be sent to. `roomKey` names the room without any passcode; `url` is what the bot opens. */
export type JoinableLink = { isJoinable: true; platform: Platform; roomKey: string; url: string }
/** Why there is nothing to join; `platform` where we recognised one that no bot can join. */
export type NoLink = {
  isJoinable: false
  reason: Extract<Reason, 'no_link' | 'link_pending' | 'link_wrapped' | 'unsupported_platform'>
  platform?: string
}
export type MeetingLink = JoinableLink | NoLink

/** One person's copy of a meeting, with all that a decision looks at. */
export type MeetingEvent = {
  title: string
  start: DateTime
  end: DateTime
  isAllDay: boolean
  isCancelled: boolean
  isPrivate: boolean
  isFree: boolean
  /** `default`, or what the provider calls a thing that is no meeting: focusTime, draft, seriesMaster … */
  eventType: string
  responseStatus: Participant['response']
  organizerEmail: string | null
  attendees: readonly Participant[]
  link: MeetingLink
  /** The person whose calendar this is, lower case. */
  ownerEmail: string
}

export type Preferences = {
  autoJoinEnabled: boolean
  joinBufferMinutes: number
  excludedKeywords: readonly string[]
  includedDomains: readonly string[]
}

/** A person's own word about one event; null where they leave it to their rules. */
export type Override = boolean | null

export type Decision =
  | { join: true; at: DateTime; because: Reason; trail: TrailStep[] }
  | { join: false; because: Reason; trail: TrailStep[] }
