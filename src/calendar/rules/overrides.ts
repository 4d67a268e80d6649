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
  return new Map(events.map((event) => [event.id, heard(event, words.get(placeOf(event)) ?? [])]))
}

/** What was said about one event. */
export const overridesOfOne = async (tx: OrganizationTx, event: EventRow): Promise<Overrides> =>
  (await overridesFor(tx, [event])).get(event.id) ?? noOverrides

/** The same key for every meeting of a series, also after "this and following" has split it. */
export const meetingKeyOf = ({ icalUid, seriesId, externalEventId }: EventRow): string =>
  icalUid === null
    ? (seriesId ?? externalEventId).replace(SPLIT, '')
    : canonicalUid(icalUid).replace(SPLIT, '')

/** Google names the second half of a split series after the first: `abc_R20261124T090000@google.com`. */
const SPLIT = /_R\d{8}(?:T\d{6}Z?)?(?=@|$)/

/** The start that the meeting was planned for; a single meeting has no other than its own. */
export const plannedStartOf = ({ originalStart, startTime }: EventRow): DateTime => originalStart ?? startTime

type Word = { scope: Scope; originalStart: DateTime | null; autoJoinEnabled: boolean }
const placeOf = (event: EventRow) => `${event.calendarId} ${meetingKeyOf(event)}`

async function wordsAbout(tx: OrganizationTx, events: readonly EventRow[]): Promise<Map<string, Word[]>> {
  if (events.length === 0) return new Map()
  const rows = await tx
    .selectFrom('calendarOverrides')
    .select(['calendarId', 'meetingKey', 'scope', 'originalStart', 'autoJoinEnabled'])
    .where('calendarId', 'in', [...new Set(events.map(({ calendarId }) => calendarId))])
    .orderBy('updatedAt')
    .execute()
  const found = new Map<string, Word[]>()
  for (const { calendarId, meetingKey, ...word } of rows) {
    const place = `${calendarId} ${meetingKey}`
    found.set(place, [...(found.get(place) ?? []), word])
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
