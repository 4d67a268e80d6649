/** What a step says that had nothing against the meeting. Locked rules speak for the organization. */

const own: Record<string, string> = {
  cancelled: 'It is not cancelled',
  draft: 'The invitation was sent',
  time: 'Its times make sense',
  ended: 'It is not over',
  too_late: 'There is enough of it left',
  horizon: 'It is near enough to plan for',
  all_day: 'It has a time of day',
  event_type: 'It is a meeting',
  resource: 'This is the calendar of a person',
  link: 'It has a link that a bot can join',
  response: 'You have not declined it',
  never_record: 'Nobody has marked it as never to be recorded',
  objections: 'Nobody in it has asked never to be recorded',
  refusals: 'Nobody in it has refused to be recorded',
  override: 'You left this one to your rules',
  series_override: 'You left the series to your rules',
  auto_join: 'Joining by itself is switched on',
  private: 'It is not private',
  free: 'It blocks your time',
  tentative: 'You have not answered with "maybe"',
  optional: 'You are not invited as optional',
  invited: 'You are invited',
  solo: 'Somebody else comes too',
  length: 'It is not longer than you allow',
  running: 'It had not begun when it was first seen',
  hours: 'It begins within your working hours',
  keywords: 'None of your excluded words is in it',
  excluded_people: 'Nobody is invited whom your rules exclude',
  scope: 'It is one of the meetings that you chose',
  invitees: 'The number of people is right',
  required_keywords: 'One of the words that you ask for is in it',
  domains: 'Somebody from your list is invited',
}

const organization: Record<string, string> = {
  'organization.never_keywords': "None of your organization's forbidden words is in it",
  'organization.never_domains': 'Nobody is invited whom your organization forbids to record',
}

export const passedSentences: Record<string, string> = {
  ...own,
  ...Object.fromEntries(
    Object.keys(own).map((step) => [`organization.${step}`, 'A rule of your organization allows it']),
  ),
  ...organization,
}
