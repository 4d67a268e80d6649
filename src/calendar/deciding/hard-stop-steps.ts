/** What no wish overcomes: there is no meeting, it is not the time for it, or there is no room that a bot could enter. */
import type { DateTime } from 'luxon'
import { type Answer, type Facts, type Step, skip, skipIf } from '#calendar/deciding/steps.ts'
import type { Sighting } from '#calendar/deciding/types.ts'

export const hardStopSteps: readonly Step[] = [
  { step: 'cancelled', look: ({ sighting }) => skipIf(sighting.isCancelled, 'cancelled') },
  { step: 'draft', look: ({ sighting }) => skipIf(sighting.eventType === 'draft', 'draft') },
  { step: 'time', look: ({ sighting }) => skipIf(!makesSense(sighting), 'invalid_time') },
  { step: 'ended', look: ({ sighting, now }) => skipIf(assumedEnd(sighting) <= now, 'ended') },
  { step: 'too_late', look: tooLate },
  { step: 'horizon', look: beyondHorizon },
  { step: 'all_day', look: ({ sighting }) => skipIf(sighting.isAllDay, 'all_day') },
  { step: 'event_type', look: eventType },
  { step: 'resource', look: ({ sighting }) => skipIf(sighting.isResource === true, 'resource_calendar') },
  {
    step: 'link',
    look: ({ sighting: { link } }) => (link.isJoinable ? 'passed' : skip(link.reason, link.platform)),
  },
  { step: 'response', look: ({ sighting }) => skipIf(sighting.responseStatus === 'declined', 'declined') },
]

const makesSense = ({ start, end }: Sighting) => start.isValid && end.isValid && end >= start

/** Meetings without an end are taken to last half an hour. */
const ASSUMED_MINUTES = 30
export const assumedEnd = ({ start, end }: Pick<Sighting, 'start' | 'end'>): DateTime =>
  +end === +start ? start.plus({ minutes: ASSUMED_MINUTES }) : end

const MS_PER_MINUTE = 60_000
const MS_PER_DAY = 24 * 60 * MS_PER_MINUTE
/** Minutes from one instant to a later one; in milliseconds, since this is asked for every meeting. */
export const minutesBetween = (earlier: DateTime, later: DateTime): number =>
  (+later - +earlier) / MS_PER_MINUTE

/** Not for a bot that was wished for in time: it stays to the end. */
function tooLate({ sighting, policies, now }: Facts): Answer {
  const minutesLeft = minutesBetween(now, assumedEnd(sighting))
  return skipIf(!sighting.hasBot && minutesLeft < policies.shortestMinutes, 'too_late')
}

function beyondHorizon({ sighting, policies, now }: Facts): Answer {
  const isBeyond = +sighting.start - +now > policies.horizonDays * MS_PER_DAY
  return skipIf(isBeyond, 'beyond_horizon', String(policies.horizonDays))
}

/** What providers keep in a calendar beside meetings. */
const NO_MEETING = new Set(['focusTime', 'outOfOffice', 'workingLocation', 'birthday', 'seriesMaster'])

function eventType({ sighting: { eventType: kind }, rules }: Facts): Answer {
  if (kind === 'default') return 'passed'
  if (kind === 'oof') return skip('out_of_office')
  if (kind === 'fromGmail') return skipIf(!rules.joinFromMail, 'event_type', kind)
  return skip(NO_MEETING.has(kind) ? 'event_type' : 'event_type_unknown', kind)
}
