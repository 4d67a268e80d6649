/** One plain sentence per reason. A joining sentence begins with "Joining", so that a page can put the time after it. */
import { passedSentences } from '#calendar/deciding/passed-sentences.ts'
import { platformName } from '#calendar/deciding/platform-names.ts'
import type { Reason } from '#calendar/deciding/reasons.ts'
import type { TrailStep } from '#db/json.ts'

type Facts = { because: string; trail: readonly TrailStep[] }

/** The decision in one sentence, without times: those are shown in the viewer's own zone. */
export function sentenceOf({ because, trail }: Facts): string {
  const detail = trail.findLast(({ outcome }) => outcome !== 'passed')?.detail
  return toldAs(because)?.(detail) ?? 'Not joining: the reason is not known'
}

/** One step of the trail in one sentence. */
export function stepSentence(step: TrailStep, because: string): string {
  if (step.outcome !== 'passed') return sentenceOf({ because, trail: [step] })
  return passedSentences[step.step] ?? 'This rule has nothing against it'
}

type Telling = (detail?: string) => string
const toldAs = (because: string): Telling | undefined =>
  Object.hasOwn(sentences, because) ? sentences[because as Reason] : undefined // hasOwn has made sure of it

/** What is wrong with a calendar, and what helps. `detail` is what the provider said. */
export function troubleSentence(code: string, detail: string): string {
  if (detail.includes('MailboxNotEnabledForRESTAPI'))
    return 'Microsoft does not let this mailbox be read: it is switched off, or on a server of your company'
  return troubles[code] ?? `${detail}. It is tried again by itself`
}

const troubles: Record<string, string> = {
  grant_lost: 'The permission has ended or was taken back: connect the calendar again',
  scope_missing: 'The permission to read events is missing: connect the calendar again and allow it',
  not_found: 'This calendar is not there any more, or is no longer shared with you',
  provider_auth: "The provider refuses this server's keys: its operator has to look at them",
  feature_off: 'Calendars of this provider are switched off on this server',
}

const sentences: Record<Reason, Telling> = {
  matches_rules: (scope) =>
    scopes[scope ?? 'all'] ?? 'Joining because nothing in your rules speaks against it',
  included: (match) => `Joining because '${match ?? ''}' is on your list`,
  requested_by_person: () => 'Joining because you asked for it',
  requested_for_series: () => 'Joining because you asked for every meeting of this series',

  cancelled: () => 'Not joining: the meeting was cancelled or removed from your calendar',
  draft: () => 'Not joining: the invitation has not been sent yet',
  invalid_time: () => 'Not joining: its times make no sense, such as an end before the start',
  ended: () => 'Not joining: the meeting is over',
  too_late: () => 'Not joining: the meeting is about to end',
  beyond_horizon: (days) => `Not joining yet: it is more than ${days ?? '28'} days ahead`,
  all_day: () => 'Not joining: it lasts all day',
  event_type: (kind) => `Not joining: this is ${eventTypes[kind ?? ''] ?? 'not a meeting'}`,
  event_type_unknown: (kind) => `Not joining: '${kind ?? ''}' is a kind of event that we do not know`,
  out_of_office: () => 'Not joining: you are out of the office then',
  resource_calendar: () => 'Not joining: this calendar belongs to a room, not to a person',
  no_link: () => 'Not joining: there is no link to a video meeting in it',
  phone_only: () => 'Not joining: there is a telephone number in it, but no link to a video meeting',
  link_pending: () => 'Not joining yet: the meeting link is still being made',
  link_wrapped_opaque: () =>
    'Not joining: the meeting link is hidden behind a mail filter that we do not open',
  registration_only: () =>
    'Not joining: there is only a page to register on, and no link to the meeting itself',
  unsupported_platform: (platform) => `Not joining: no bot can join ${platformName(platform)}`,
  declined: () => 'Not joining: you declined the invitation',

  never_record: (mark) => `Not joining: the invitation says '${mark ?? ''}'`,
  objected: (person) =>
    person === 'you'
      ? 'Not joining: you asked never to be recorded. The link in any letter of ours takes that back'
      : `Not joining: ${person ?? 'somebody in it'} asked never to be recorded`,
  person_refuses: (person) =>
    `Not joining: ${person ?? 'somebody who is invited'} does not want to be recorded`,
  org_policy: (detail) => `Not joining: your organization does not allow it${policyDetail(detail)}`,

  skipped_by_person: () => 'Not joining because you said no',
  skipped_series: () => 'Not joining because you said no to every meeting of this series',

  auto_join_off: () => 'Not joining: joining by itself is switched off in your rules',
  dormant: () => 'Not joining: you had not been here for 30 days, so joining has paused until you say so',
  rules_contradict: (how) =>
    `Not joining: your rules contradict each other: ${how ?? 'they cannot all be kept'}`,
  private: () => 'Not joining: the event is private',
  free: () => 'Not joining: the event does not block your time',
  tentative: () => 'Not joining: you answered with "maybe"',
  optional: () => 'Not joining: you are invited as optional',
  not_invited: () => "Not joining: it is in a colleague's calendar, and you are not invited",
  alone: () => 'Not joining: nobody else is invited',
  all_declined: () => 'Not joining: everybody else has declined',
  too_long: (minutes) => `Not joining: it lasts longer than ${lengthOf(minutes)}`,
  already_running: () => 'Not joining: it was already running when your calendar was read',
  outside_hours: () => 'Not joining: it begins outside your working hours',
  keyword: (keyword) => `Not joining: it contains '${keyword ?? ''}'`,
  keyword_missing: () => 'Not joining: none of the words that you ask for is in it',
  domain_excluded: (whom) => `Not joining: somebody of '${whom ?? ''}' is invited`,
  domain_not_included: () => 'Not joining: nobody from your list of domains and people is invited',
  not_organizer: () => 'Not joining: you are not the organizer',
  not_accepted: () => 'Not joining: you have not accepted the invitation',
  internal: () => 'Not joining: nobody from outside is invited',
  external: (whom) => `Not joining: ${whom ?? 'somebody'} is from outside`,
  unknown_attendee: () => 'Not joining: it cannot be told whether somebody in it is from outside',
  too_few_invitees: (count) => `Not joining: fewer than ${count ?? ''} people are invited`,
  too_many_invitees: (count) => `Not joining: more than ${count ?? ''} people are invited`,
  unknown_attendee_count: () => 'Not joining: the calendar does not say how many people are invited',
  calendar_default: () =>
    'Not joining: meetings in this calendar are not joined unless a rule of yours names them',

  not_confirmed: () => 'Not joining yet: your rules wait for you to confirm them',
  disconnected: () => 'Not joining: the calendar it stood in was disconnected',
  grant_lost: () => 'Not joining: the permission to read this calendar was lost, connect it again',
  calendar_lost: () => 'Not joining: its calendar is not there any more, or is no longer shared with you',
  calendar_not_selected: () => 'Not joining: its calendar is not among those you chose',
  veto: () => 'Not joining: somebody who is invited said no, and your organization heeds that',
  organizer_decides: () => 'Not joining: in your organization the organizer decides, and does not want it',
  covered_by: () => 'Not joining again: a bot is already in this room for a meeting at the same time',
}

const scopes: Record<string, string> = {
  all: 'Joining because nothing in your rules speaks against it',
  organized_by_me: 'Joining because you are the organizer',
  external_only: 'Joining because somebody from outside is invited',
  internal_only: 'Joining because only colleagues are invited',
  accepted_only: 'Joining because you accepted the invitation',
}

const eventTypes: Record<string, string> = {
  focusTime: 'focus time',
  outOfOffice: 'an out-of-office note',
  workingLocation: 'a note of where you work',
  birthday: 'a birthday',
  fromGmail: 'a booking that was made out of an e-mail',
  seriesMaster: 'a series, and its meetings stand beside it',
}

/** What a policy found is told in the words of the rule that found it. */
function policyDetail(detail: string | undefined): string {
  const [because = '', found] = detail?.split(/:(.*)/s) ?? []
  const told = toldAs(because)?.(found)
  return told ? ` (${told.replace(/^Not joining(?: yet)?:? (?:because )?/, '')})` : ''
}

function lengthOf(minutes: string | undefined): string {
  const count = Number(minutes)
  if (!Number.isFinite(count)) return 'you allow'
  return count % 60 === 0 ? `${count / 60} ${count === 60 ? 'hour' : 'hours'}` : `${count} minutes`
}
