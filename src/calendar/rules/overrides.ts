/**
 * A person's own word about one meeting or a whole series. It is tied to the calendar, the organizer's UID and the
 * start that the meeting was planned for: all three stay when it is moved, and when its series is split.
 */
import type { DateTime } from 'luxon'
import { canonicalUid } from '#calendar/deciding/occurrence-key.ts'
import { noOverrides, type Overrides } from '#calendar/deciding/rules.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

export type Scope = 'event' | 'series'

/** What the person has said about each of these events; every event is in the map. */
export async function overridesFor(
  tx: OrganizationTx,
  events: readonly EventRow[],
): Promise<ReadonlyMap<string, Overrides>> {
  const words = await wordsAbout(tx, events)
  if (words.size === 0) return new Map(events.map(({ id }) => [id, noOverrides]))
  const first = await firstSeries(tx, calendarsOf(events))
  const placeOf = (event: EventRow) => place(event.calendarId, first(event.calendarId, meetingKeyOf(event)))
  return new Map(events.map((event) => [event.id, heard(event, words.get(placeOf(event)) ?? [])]))
}

/** What was said about one event. */
export const overridesOfOne = async (tx: OrganizationTx, event: EventRow): Promise<Overrides> =>
  (await overridesFor(tx, [event])).get(event.id) ?? noOverrides

/** The same key for every meeting of a series; where it was split, `firstSeries` tells whose word counts. */
export const meetingKeyOf = ({ icalUid, seriesId, externalEventId }: EventRow): string =>
  icalUid === null
    ? (seriesId ?? externalEventId).replace(SPLIT, '')
    : canonicalUid(icalUid).replace(SPLIT, '')

/** Google names the second half of a split series after the first: `abc_R20261124T090000@google.com`. */
const SPLIT = /_R\d{8}(?:T\d{6}Z?)?(?=@|$)/

/** The start that the meeting was planned for; a single meeting has no other than its own. */
export const plannedStartOf = ({ originalStart, startTime }: EventRow): DateTime => originalStart ?? startTime

/** Tells under which key the words about a series are kept: that of the series it was once split from, or its own. */
export async function firstSeries(
  tx: OrganizationTx,
  calendarIds: readonly string[],
): Promise<(calendarId: string, meetingKey: string) => string> {
  const rows = await tx
    .selectFrom('calendarSeriesSplits')
    .select(['calendarId', 'meetingKey', 'firstMeetingKey'])
    .where('calendarId', 'in', calendarIds)
    .execute()
  const firsts = new Map(rows.map((row) => [place(row.calendarId, row.meetingKey), row.firstMeetingKey]))
  return (calendarId, meetingKey) => firsts.get(place(calendarId, meetingKey)) ?? meetingKey
}

type Word = { scope: Scope; originalStart: DateTime | null; autoJoinEnabled: boolean }
const place = (calendarId: string, meetingKey: string) => `${calendarId} ${meetingKey}`
const calendarsOf = (events: readonly EventRow[]) => [...new Set(events.map(({ calendarId }) => calendarId))]

async function wordsAbout(tx: OrganizationTx, events: readonly EventRow[]): Promise<Map<string, Word[]>> {
  if (events.length === 0) return new Map()
  const rows = await tx
    .selectFrom('calendarOverrides')
    .select(['calendarId', 'meetingKey', 'scope', 'originalStart', 'autoJoinEnabled'])
    .where('calendarId', 'in', calendarsOf(events))
    .orderBy('updatedAt')
    .execute()
  const found = new Map<string, Word[]>()
  for (const { calendarId, meetingKey, ...word } of rows) {
    const where = place(calendarId, meetingKey)
    found.set(where, [...(found.get(where) ?? []), word])
  }
  return found
}

function heard(event: EventRow, words: readonly Word[]): Overrides {
  const last = (isMeant: (word: Word) => boolean) => words.findLast(isMeant)?.autoJoinEnabled ?? null
  return {
    event: last((word) => word.scope === 'event' && isAbout(event, word)),
    series: event.seriesId === null ? null : last((word) => word.scope === 'series'),
  }
}

/** A single meeting has one word about it, wherever it was moved since. */
const isAbout = (event: EventRow, { originalStart }: Word) =>
  event.seriesId === null || (originalStart !== null && +originalStart === +plannedStartOf(event))
