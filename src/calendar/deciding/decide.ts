/**
 * Whether a bot joins, and why. Reads top to bottom: what no bot could overcome, then what the person asked for,
 * then their rules. Pure, so that the rules page previews a change by calling the same function.
 */
import type { DateTime } from 'luxon'
import { findKeyword, fitsDomain } from '#calendar/deciding/match.ts'
import type { Decision, MeetingEvent, Override, Preferences, Reason } from '#calendar/deciding/types.ts'
import type { TrailStep } from '#db/json.ts'

/** What a rule finds: a verdict that ends the matter, or null where it has nothing against the meeting. */
type Verdict = { join: boolean; because: Reason; detail?: string } | null
type Facts = { event: MeetingEvent; preferences: Preferences; override: Override; now: DateTime }
type Rule = { step: string; look: (facts: Facts) => Verdict }

/** Decide about one person's copy of a meeting. Never throws; the trail says which rule looked and what it found. */
export function decide(
  event: MeetingEvent,
  preferences: Preferences,
  override: Override,
  now: DateTime,
): Decision {
  const trail: TrailStep[] = []
  for (const { step, look } of rules) {
    const verdict = look({ event, preferences, override, now })
    trail.push(stepOf(step, verdict))
    if (verdict) return decisionOf(verdict, event, preferences, trail)
  }
  trail.push({ step: 'auto_join', outcome: 'join' })
  return decisionOf({ join: true, because: 'matches_rules' }, event, preferences, trail)
}

/** Reasons that no wish of a person changes: a bot could not join anyway. */
const HARD_STOPS: ReadonlySet<string> = new Set<Reason>([
  'cancelled',
  'ended',
  'invalid_time',
  'draft',
  'event_type',
  'all_day',
  'no_link',
  'link_pending',
  'link_wrapped',
  'unsupported_platform',
  'declined',
])

/** Whether the person's own yes could change this outcome. */
export const canOverride = (because: string): boolean => !HARD_STOPS.has(because)

const skip = (because: Reason, detail?: string): Verdict => ({
  join: false,
  because,
  ...(detail !== undefined && { detail }),
})
const skipIf = (condition: boolean, because: Reason, detail?: string): Verdict =>
  condition ? skip(because, detail) : null

/** In the order in which they count. A new rule starts as a red row in decide.test.ts. */
const rules: readonly Rule[] = [
  { step: 'cancelled', look: ({ event }) => skipIf(event.isCancelled, 'cancelled') },
  { step: 'draft', look: ({ event }) => skipIf(event.eventType === 'draft', 'draft') },
  { step: 'time', look: ({ event }) => skipIf(event.end < event.start, 'invalid_time') },
  { step: 'ended', look: ({ event, now }) => skipIf(assumedEnd(event) <= now, 'ended') },
  { step: 'all_day', look: ({ event }) => skipIf(event.isAllDay, 'all_day') },
  { step: 'event_type', look: ({ event }) => skipIf(!isMeeting(event), 'event_type', event.eventType) },
  {
    step: 'link',
    look: ({ event: { link } }) => (link.isJoinable ? null : skip(link.reason, link.platform)),
  },
  { step: 'response', look: ({ event }) => skipIf(event.responseStatus === 'declined', 'declined') },
  { step: 'override', look: ({ override }) => personSays(override) },
  { step: 'private', look: ({ event }) => skipIf(event.isPrivate, 'private') },
  { step: 'free', look: ({ event }) => skipIf(event.isFree, 'free') },
  { step: 'keywords', look: ({ event, preferences }) => keywordIn(event.title, preferences) },
  { step: 'domains', look: ({ event, preferences }) => nobodyIncluded(event, preferences) },
  { step: 'auto_join', look: ({ preferences }) => skipIf(!preferences.autoJoinEnabled, 'auto_join_off') },
]

/** Meetings without an end are taken to last half an hour. */
const ASSUMED_MINUTES = 30
const assumedEnd = ({ start, end }: MeetingEvent) =>
  end.equals(start) ? start.plus({ minutes: ASSUMED_MINUTES }) : end

const isMeeting = ({ eventType }: MeetingEvent) => eventType === 'default' || eventType === 'fromGmail'

function personSays(override: Override): Verdict {
  if (override === null) return null
  return override ? { join: true, because: 'requested_by_person' } : skip('skipped_by_person')
}

function keywordIn(title: string, { excludedKeywords }: Preferences): Verdict {
  const keyword = findKeyword(title, excludedKeywords)
  return keyword === null ? null : skip('keyword', keyword)
}

/** Everybody but the owner counts; the organizer counts even where the guest list is hidden. */
function nobodyIncluded(event: MeetingEvent, { includedDomains }: Preferences): Verdict {
  if (includedDomains.length === 0) return null
  const others = [...event.attendees.map(({ email }) => email), event.organizerEmail ?? ''].filter(
    (email) => email !== '' && email !== event.ownerEmail,
  )
  const isIncluded = others.some((email) => includedDomains.some((domain) => fitsDomain(email, domain)))
  return skipIf(!isIncluded, 'domain_not_included')
}

const stepOf = (step: string, verdict: Verdict): TrailStep => ({
  step,
  outcome: verdict === null ? 'passed' : verdict.join ? 'join' : 'skip',
  ...(verdict?.detail !== undefined && { detail: verdict.detail }),
})

function decisionOf(
  { join, because }: NonNullable<Verdict>,
  { start }: MeetingEvent,
  { joinBufferMinutes }: Preferences,
  trail: TrailStep[],
): Decision {
  return join
    ? { join, at: start.minus({ minutes: joinBufferMinutes }), because, trail }
    : { join, because, trail }
}
