/** The catalogue of cases: each is an entry as a provider shows it, rules and a time, and the wish that has to come out. */
import type { calendar_v3 } from '@googleapis/calendar'
import { expect, test } from 'vitest'
import type { Sighting } from '../src/calendar/deciding/types.ts'
import { fromGoogle } from '../src/calendar/providers/google-event.ts'
import { fromGraph, GraphEvent } from '../src/calendar/providers/graph-event.ts'
import type { ProviderEvent } from '../src/calendar/providers/provider.ts'
import { ownCopy } from '../src/calendar/rules/own-copy.ts'
import { toMeetingEvent } from '../src/calendar/syncing/to-meeting-event.ts'
import { type Case, decideCase, NOON } from './sightings.ts'

type GoogleEvent = calendar_v3.Schema$Event
/** At most one of the two: what the provider shows, as it differs from an ordinary meeting. */
export type Given = Case & { google?: GoogleEvent; graph?: Record<string, unknown> }
/** Its number, what is special about it, and the wish: "join 15:00", or the reason why not. */
export type Row = readonly [number: number, what: string, given: Given, wish: string]

export const MEET = 'https://meet.google.com/abc-defg-hij'
export const ZOOM = 'https://zoom.us/j/85512345678'
export const TEAMS = `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent('19:meeting_abc@thread.v2')}/0`

export const video = (uri: string) => ({ entryPoints: [{ entryPointType: 'video', uri }] })
export const people = (...emails: string[]) => emails.map((email) => ({ email, responseStatus: 'accepted' }))
export const self = (responseStatus: string, more: object = {}) => ({
  email: 'ana@acme.com',
  self: true,
  responseStatus,
  ...more,
})

/** Bo has invited Ana, who has accepted, from three to four. */
export const googleItem = (differs: GoogleEvent = {}): GoogleEvent => ({
  id: 'event-1',
  iCalUID: 'uid-1@google.com',
  status: 'confirmed',
  summary: 'Planning',
  start: { dateTime: '2026-11-23T15:00:00Z' },
  end: { dateTime: '2026-11-23T16:00:00Z' },
  organizer: { email: 'bo@acme.com' },
  attendees: [self('accepted'), { email: 'bo@acme.com', organizer: true, responseStatus: 'accepted' }],
  conferenceData: video(MEET),
  ...differs,
})

export const graphItem = (differs: Record<string, unknown> = {}): GraphEvent =>
  GraphEvent.parse({
    id: 'event-2',
    uid: 'uid-1@google.com',
    type: 'singleInstance',
    subject: 'Planning',
    start: { dateTime: '2026-11-23T15:00:00.0000000', timeZone: 'UTC' },
    end: { dateTime: '2026-11-23T16:00:00.0000000', timeZone: 'UTC' },
    organizer: { emailAddress: { address: 'bo@acme.com', name: 'Bo' } },
    responseStatus: { response: 'accepted' },
    attendees: [
      { type: 'required', emailAddress: { address: 'ana@acme.com' }, status: { response: 'accepted' } },
    ],
    showAs: 'busy',
    sensitivity: 'normal',
    onlineMeeting: { joinUrl: TEAMS },
    ...differs,
  })

export const seen = (event: ProviderEvent | null, owner = 'ana@acme.com'): Sighting => {
  if (!event) throw new Error('the provider’s entry has no times')
  const { firstSeenAt: _, ...sighting } = toMeetingEvent(ownCopy(event, owner, NOON))
  return sighting
}

/** "join 15:00", or the reason. */
export function wishOf({ google, graph, ...given }: Given): string {
  const shown = google ? seen(fromGoogle(googleItem(google))) : graph ? seen(fromGraph(graphItem(graph))) : {}
  const decision = decideCase({ ...given, sighting: { ...shown, ...given.sighting } })
  return decision.join ? `join ${decision.at.toUTC().toFormat('HH:mm')}` : decision.because
}

export function checkRows(rows: readonly Row[]): void {
  for (const [number, what, given, wish] of rows)
    test(`${number}. ${what} → ${wish}`, () => expect(wishOf(given)).toBe(wish))
}
