/** One plain sentence per reason. A joining sentence begins with "Joining", so that a page can put the time after it. */
import type { TrailStep } from '#db/json.ts'

type Facts = { because: string; trail: readonly TrailStep[] }

/** The decision in one sentence, without times: those are shown in the viewer's own zone. */
export function sentenceOf({ because, trail }: Facts): string {
  const detail = trail.findLast(({ outcome }) => outcome !== 'passed')?.detail
  return sentences[because]?.(detail) ?? 'Not joining: the reason is not known'
}

/** One step of the trail in one sentence. */
export function stepSentence(step: TrailStep, because: string): string {
  if (step.outcome !== 'passed') return sentenceOf({ because, trail: [step] })
  return passed[step.step] ?? 'This rule has nothing against it'
}

/** What is wrong with a calendar, and what helps. `detail` is what the provider said. */
export function troubleSentence(code: string, detail: string): string {
  return troubles[code] ?? `${detail}. It is tried again by itself`
}

const troubles: Record<string, string> = {
  grant_lost: 'The permission has ended or was taken back: connect the calendar again',
  scope_missing: 'The permission to read events is missing: connect the calendar again and allow it',
  not_found: 'This calendar is not there any more, or is no longer shared with you',
  provider_auth: "The provider refuses this server's keys: its operator has to look at them",
  feature_off: 'Calendars of this provider are switched off on this server',
}

const sentences: Record<string, (detail?: string) => string> = {
  matches_rules: () => 'Joining because nothing in your rules speaks against it',
  requested_by_person: () => 'Joining because you asked for it',
  cancelled: () => 'Not joining: the meeting was cancelled or removed from your calendar',
  ended: () => 'Not joining: the meeting is over',
  invalid_time: () => 'Not joining: the meeting ends before it starts',
  draft: () => 'Not joining: the invitation has not been sent yet',
  all_day: () => 'Not joining: it lasts all day',
  event_type: (kind) => `Not joining: this is ${eventTypes[kind ?? ''] ?? 'not a meeting'}`,
  no_link: () => 'Not joining: there is no link to a video meeting in it',
  link_pending: () => 'Not joining yet: the meeting link is still being made',
  link_wrapped: () => 'Not joining: the meeting link is hidden behind a mail filter that we do not open',
  unsupported_platform: (platform) =>
    `Not joining: no bot can join ${platform ? (platformNames[platform] ?? platform) : 'this kind of meeting'}`,
  declined: () => 'Not joining: you declined the invitation',
  skipped_by_person: () => 'Not joining because you said no',
  private: () => 'Not joining: the event is private',
  free: () => 'Not joining: the event does not block your time',
  keyword: (keyword) => `Not joining: the title contains '${keyword ?? ''}'`,
  domain_not_included: () => 'Not joining: nobody from your chosen domains is invited',
  not_confirmed: () => 'Not joining yet: your rules wait for you to confirm them',
  disconnected: () => 'Not joining: the calendar it stood in was disconnected',
  auto_join_off: () => 'Not joining: joining by itself is switched off in your rules',
}

const passed: Record<string, string> = {
  cancelled: 'It is not cancelled',
  draft: 'The invitation was sent',
  time: 'Its times make sense',
  ended: 'It is not over',
  all_day: 'It has a time of day',
  event_type: 'It is a meeting',
  link: 'It has a link that a bot can join',
  response: 'You have not declined it',
  override: 'You left this one to your rules',
  private: 'It is not private',
  free: 'It blocks your time',
  keywords: 'None of your excluded words is in the title',
  domains: 'Your chosen domains allow it',
  auto_join: 'Joining by itself is switched on',
}

const eventTypes: Record<string, string> = {
  focusTime: 'focus time',
  outOfOffice: 'an out-of-office note',
  workingLocation: 'a note of where you work',
  birthday: 'a birthday',
  seriesMaster: 'a series, and its meetings stand beside it',
}

const platformNames: Record<string, string> = {
  whereby: 'Whereby meetings',
  jitsi: 'Jitsi meetings',
  slack_huddle: 'Slack huddles',
  chime: 'Chime meetings',
  discord: 'Discord calls',
  facetime: 'FaceTime calls',
  ringcentral: 'RingCentral meetings',
  bluejeans: 'BlueJeans meetings',
  zoom_events: 'Zoom Events, which ask for a sign-in',
  google_meet_nickname: 'Meet links that ask for a sign-in',
}
