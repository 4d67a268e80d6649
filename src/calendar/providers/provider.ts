/** What we need from a calendar provider, in our words. google.ts and graph.ts speak it over HTTP. */
import type { DateTime } from 'luxon'
import type { LinkSources } from '#calendar/links/find-meeting-link.ts'
import type { Participant } from '#db/json.ts'
import { Refusal } from '#lib/errors.ts'

export type ProviderName = 'google_calendar' | 'microsoft_outlook'
/** null where the operator has given no keys: that provider is off. */
export type CalendarPorts = {
  google: CalendarProvider | null
  microsoft: CalendarProvider | null
  /** Secret ICS addresses need no keys. */
  ics?: CalendarProvider | null
  /** Set where Recall holds the grants (Calendar V2). */
  recallCalendars?: RecallCalendars | null
}

/** In a Refusal's `reply`: no token helps, the person has to sign in again. */
export const SIGN_IN_AGAIN = 'sign_in_again'
/** In a Refusal's `reply`: the grant is Recall's, so there is no token of ours to renew. */
export const HELD_ELSEWHERE = 'held_elsewhere'

/** The port of a provider, or Recall's for a connection whose grant Recall holds. Refuses where it is off. */
export function portFor(
  ports: CalendarPorts,
  provider: string,
  recallCalendarId: string | null = null,
): CalendarProvider {
  const byName: Record<string, CalendarProvider | null | undefined> = {
    google_calendar: ports.google,
    microsoft_outlook: ports.microsoft,
    ics: ports.ics,
  }
  const port = recallCalendarId === null ? byName[provider] : ports.recallCalendars
  if (!port) throw new Refusal('feature_off', 'Calendars of this provider are not set up on this server')
  return port
}

/** What a person has allowed, as the provider confirmed it. */
export type Tokens = {
  accessToken: string
  expiresInSeconds: number
  /** Absent where the old one stays good. */
  refreshToken?: string
  scopes: string[]
}
export type Grant = Tokens & { refreshToken: string; accountId: string; email: string; name: string | null }

export type ProviderCalendar = { id: string; name: string; isPrimary: boolean; timeZone: string | null }

/** An event as the provider shows it, normalised: instants in UTC, addresses in lower case. */
export type ProviderEvent = {
  id: string
  icalUid: string | null
  seriesId: string | null
  originalStart: DateTime | null
  title: string
  description: string | null
  location: string | null
  start: DateTime
  end: DateTime
  isAllDay: boolean
  isCancelled: boolean
  isOrganizer: boolean
  isPrivate: boolean
  isFree: boolean
  /** The event itself is tentative; the person's own answer is responseStatus. */
  isTentative: boolean
  /** The person need not come. */
  isOptional: boolean
  /** The list of attendees is cut short: there are at least these. */
  isAttendeesOmitted: boolean
  /** Guests do not see each other: whoever else is invited is not known. */
  isGuestListHidden: boolean
  eventType: string
  responseStatus: Participant['response']
  organizerEmail: string | null
  attendees: Participant[]
  link: LinkSources
  etag: string | null
  updatedAt: DateTime | null
}

export type Window = { start: DateTime; end: DateTime }

/** One page of a read. The cursor comes with the last page: save it together with that page's rows. */
export type ChangePage = {
  events: ProviderEvent[]
  /** Ids that are gone. */
  removed: string[]
  /** Ids of entries that are there and make no sense: nothing can be planned for them, and none of them is gone. */
  unreadable: string[]
  /** Part of a complete list of the window: once the last page is here, what was not listed does not exist. */
  isWholeWindow: boolean
  cursor?: string
}

export type Watch = {
  accessToken: string
  calendarId: string
  /** Where the messages go. */
  address: string
  /** Our name for it, where the provider lets us choose. */
  channelId: string
  /** Comes back with each message. */
  secret: string
  /** How long, at most; the answer says how long it will really be. */
  until: DateTime
}
export type Watching = { channelId: string; resourceId: string | null; expiresAt: DateTime | null }
type Channel = { accessToken: string; channelId: string; resourceId: string | null }

/**
 * Every call may throw a Refusal: `grant_lost` (the person must connect again), `scope_missing`, `not_found`,
 * `full_sync_required` (the cursor is no longer good), `provider_unavailable` (perhaps with retryAfterSeconds),
 * `provider_refused` (this request is not accepted), `provider_auth` (our own client is refused).
 */
export type CalendarProvider = {
  /** Where to send the browser. */
  authorizeUrl(ask: { state: string; codeChallenge: string; redirectUri: string; loginHint?: string }): string
  /** The code that came back → what the person allowed. `scope_missing` when they left out the calendar. */
  exchange(answer: { code: string; verifier: string; redirectUri: string }): Promise<Grant>
  refresh(refreshToken: string): Promise<Tokens>
  /** Give the grant back. One that is already gone is success. */
  revoke(refreshToken: string): Promise<void>
  listCalendars(accessToken: string): Promise<ProviderCalendar[]>
  /** What changed since the cursor; without one, everything in the window. */
  readChanges(from: {
    accessToken: string
    calendarId: string
    cursor: string | null
    window: Window
  }): AsyncIterable<ChangePage>
  /** One event as it is now, or null when it is gone. */
  readEvent(where: {
    accessToken: string
    calendarId: string
    eventId: string
  }): Promise<ProviderEvent | null>
  /** The longest life of a channel. */
  longestWatchMinutes: number
  /** Ask to be told of changes. */
  watch(ask: Watch): Promise<Watching>
  /** Keep being told. `null` where the provider cannot renew: watch anew, then unwatch the old one. */
  renew(channel: Channel & { until: DateTime }): Promise<Watching | null>
  /** Stop being told; a channel that is already gone is success. */
  unwatch(channel: Channel): Promise<void>
}

/** Calendars that Recall reads for us: the same port, and what only Recall is asked. */
export type RecallCalendars = CalendarProvider & {
  /**
   * Recall's id of the calendar. From now on the grant is Recall's alone. `instead` is the calendar of the same account
   * that lost its grant: it gets this one, and keeps its id, unless Recall knows it no more.
   */
  handOver(provider: ProviderName, grant: Grant, instead?: string | null): Promise<string>
  /** Whether Recall can still read it; `connecting` until it has for the first time. Gone at Recall is disconnected. */
  stateOf(recallCalendarId: string): Promise<'connecting' | 'connected' | 'disconnected'>
  /** A token with which the permission can be given back at the provider; null where Recall has none any more. */
  accessOf(recallCalendarId: string): Promise<string | null>
}
