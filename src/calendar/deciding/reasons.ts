/** Why a bot joins or does not. One list for the database, the API, the pages and the tests. */

/** Nothing that a person wishes could change these: a bot could not be there, or has nothing to do there. */
export const hardStops = [
  'cancelled',
  'draft',
  'invalid_time',
  'ended',
  'too_late',
  'beyond_horizon',
  'all_day',
  'event_type',
  'event_type_unknown',
  'out_of_office',
  'resource_calendar',
  'no_link',
  'phone_only',
  'link_pending',
  'link_wrapped_opaque',
  'registration_only',
  'unsupported_platform',
  'declined',
] as const

/** Consent, and what the organization forbids: they count more than what one person asks for. */
export const prohibitions = ['never_record', 'objected', 'person_refuses', 'org_policy'] as const

/** Said by, or for, people in the meeting: seen in one colleague's copy, it counts for everybody's. */
export const consents: readonly string[] = ['never_record', 'objected', 'person_refuses']

/** What a person asked for about this meeting or its series. */
export const wishes = [
  'requested_by_person',
  'requested_for_series',
  'skipped_by_person',
  'skipped_series',
] as const

/** What the person's rules find. */
export const findings = [
  'included',
  'matches_rules',
  'auto_join_off',
  'dormant',
  'rules_contradict',
  'private',
  'free',
  'tentative',
  'optional',
  'not_invited',
  'alone',
  'all_declined',
  'too_long',
  'already_running',
  'outside_hours',
  'keyword',
  'keyword_missing',
  'domain_excluded',
  'domain_not_included',
  'not_organizer',
  'not_accepted',
  'internal',
  'external',
  'unknown_attendee',
  'too_few_invitees',
  'too_many_invitees',
  'unknown_attendee_count',
  'calendar_default',
] as const

/** What is found beyond one person's copy: by the group, by the connection, by another meeting in the same room. */
export const circumstances = [
  'not_confirmed',
  'disconnected',
  'calendar_not_selected',
  'grant_lost',
  'calendar_lost',
  'veto',
  'organizer_decides',
  'covered_by',
] as const

export const reasons = [...hardStops, ...prohibitions, ...wishes, ...findings, ...circumstances] as const
export type Reason = (typeof reasons)[number]
