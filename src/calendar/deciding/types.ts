/** The nouns of the calendar room: one person's copy of a meeting, and a decision about it with its reasons. */
import type { DateTime } from 'luxon'
import type { Reason } from '#calendar/deciding/reasons.ts'
import type { Participant, TrailStep } from '#db/json.ts'

export type { Override } from '#calendar/deciding/rules.ts'
export type { Preferences, Reason }

import type { Preferences } from '#calendar/deciding/rules.ts'

/** Where a bot can go, as the database says it. */
export const platforms = ['zoom', 'google_meet', 'teams', 'webex', 'goto'] as const
export type Platform = (typeof platforms)[number]

/** A room that a bot can be sent to. `roomKey` names the room without any passcode; `url` is what the bot opens. */
export type JoinableLink = { isJoinable: true; platform: Platform; roomKey: string; url: string }
export const noLinkReasons = [
  'no_link',
  'phone_only',
  'link_pending',
  'link_wrapped_opaque',
  'registration_only',
  'unsupported_platform',
] as const satisfies Reason[]
/** Why there is nothing to join; `platform` where we recognised one that no bot can join. */
export type NoLink = {
  isJoinable: false
  reason: (typeof noLinkReasons)[number]
  platform?: string
}
export type MeetingLink = JoinableLink | NoLink

/** One person's copy of a meeting, with all that a decision looks at. What is absent is not known. */
export type Sighting = {
  title: string
  description?: string | null
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
  /** The people, without rooms. */
  attendees: readonly Participant[]
  link: MeetingLink
  /** The person whose calendar this is, lower case. */
  ownerEmail: string
  /** Their other addresses, through which they may have been invited. */
  ownerAliases?: readonly string[]
  /** As the provider says it; otherwise the addresses are compared. */
  isOrganizer?: boolean
  /** Invited as somebody who need not come. */
  isOptional?: boolean
  /** False where it is seen in somebody else's shared calendar. */
  isAttending?: boolean
  /** The calendar belongs to a room or a device. */
  isResource?: boolean
  /** The list of guests is cut short: there are at least this many. */
  isGuestListCut?: boolean
  /** Guests do not see each other: who is from outside is judged by those who are seen. */
  isGuestListHidden?: boolean
  /** Guests who stand there without an address that could be read. */
  unknownGuests?: number
  /** What happens to this calendar's meetings when no rule of the person speaks for them. */
  calendarDefault?: boolean
  /** When this copy was first seen. */
  firstSeenAt?: DateTime
  /** A bot was wished for already and may be in the call: being late is no reason against it any more. */
  hasBot?: boolean
}

/**
 * The verdict, the instant to join, the step that decided, and every step before it in order: the one sentence and
 * the full explanation are both made from this. `at` may have passed: then the bot comes at once.
 */
export type Decision = { because: Reason; step: string; trail: TrailStep[] } & (
  | { join: true; at: DateTime }
  | { join: false }
)
