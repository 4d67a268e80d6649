/** The event that `liveconvo explain` is given, as it would stand in one's own calendar. */
import { DateTime } from 'luxon'
import type { Sighting } from '../src/calendar/deciding/types.ts'
import { findMeetingLink } from '../src/calendar/links/find-meeting-link.ts'
import { ownCopy } from '../src/calendar/rules/own-copy.ts'
import { readInvitation } from '../src/calendar/rules/read-invitation.ts'
import { toMeetingEvent } from '../src/calendar/syncing/to-meeting-event.ts'
import { Refusal } from '../src/lib/errors.ts'
import { Wrong } from './command.ts'
import { linkSourcesOf } from './link-sources.ts'

export type GivenEvent = { sighting: Sighting; assumed: string[] }

/** An .ics file, an event of Google's or Microsoft's, one of ours, or the text of an invitation. */
export function readSighting(text: string, owner: string | null, now: DateTime): GivenEvent {
  const ours = readOurs(text, owner)
  if (ours) return ours
  try {
    const { event, assumed } = readInvitation(text, now)
    const ownerEmail = owner ?? ownAddress(text, event)
    const said = owner === null ? [whose(ownerEmail)] : []
    return { sighting: toMeetingEvent(ownCopy(event, ownerEmail, now)), assumed: [...assumed, ...said] }
  } catch (error) {
    if (error instanceof Refusal) throw new Wrong(`The event: ${error.detail ?? error.code}`)
    throw error
  }
}

const whose = (owner: string) =>
  owner === ''
    ? 'Nothing says whose calendar this is: --owner EMAIL'
    : `It stands in the calendar of ${owner}`

/** Google marks one's own entry; an organizer's copy is the organizer's. */
function ownAddress(text: string, event: { isOrganizer: boolean; organizerEmail: string | null }): string {
  const self = /"email"\s*:\s*"([^"]+)"[^{}]*"self"\s*:\s*true/.exec(text)?.[1]
  return self?.toLowerCase() ?? (event.isOrganizer ? event.organizerEmail : null) ?? ''
}

type Ours = Partial<Omit<Sighting, 'start' | 'end' | 'link'>> & { start: string; end?: string }

/** A decision's own words: `{ "title", "start", "end", "attendees", … }`, with times as texts. */
function readOurs(text: string, owner: string | null): GivenEvent | null {
  const value = text.trimStart().startsWith('{') ? parsed(text) : null
  if (!isOurs(value)) return null
  const { start, end, ...facts } = value
  const begins = DateTime.fromISO(start, { zone: 'utc' })
  const sighting: Sighting = {
    ...{
      title: '',
      isAllDay: false,
      isCancelled: false,
      isPrivate: false,
      isFree: false,
      eventType: 'default',
    },
    ...{ responseStatus: 'needs_action', organizerEmail: null, attendees: [], ownerEmail: owner ?? '' },
    ...facts,
    start: begins,
    end: end === undefined ? begins : DateTime.fromISO(end, { zone: 'utc' }),
    link: findMeetingLink(linkSourcesOf(value)),
  }
  return { sighting, assumed: sighting.ownerEmail === '' ? [whose('')] : [] }
}

const isOurs = (value: unknown): value is Ours =>
  typeof value === 'object' && value !== null && 'start' in value && typeof value.start === 'string'

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // readInvitation says what is wrong with it
  }
}
