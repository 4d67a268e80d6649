/** What other rules would do: with the coming days, and with those that have been. Nothing is saved. */
import type { DateTime } from 'luxon'
import { decide } from '#calendar/deciding/decide.ts'
import { noOverrides, type Policies, type Preferences } from '#calendar/deciding/rules.ts'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import { SHOWN_DAYS } from '#calendar/reads.ts'
import { overridesFor } from '#calendar/rules/overrides.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { preferencesOfOne } from '#calendar/rules/preferences.ts'
import { comingEvents, pastEvents } from '#calendar/syncing/owned-events.ts'
import { type OwnedEvent, toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

export const LOOKED_BACK_DAYS = 30

type Person = { userId: string; now: DateTime }
/** What would count instead: other rules of the person, other ones of the organization, or both. */
export type Instead = { rules?: Preferences; policies?: Policies }
export type Previewed = {
  eventId: string
  title: string
  start: DateTime
  wantsNow: boolean
  wouldWant: boolean
  sentence: string
}
export type Preview = { joins: number; skips: number; meetings: Previewed[]; past: Previewed[] }

/** Each meeting under the rules as they are and as they would be; the person's own words about meetings count. */
export async function previewRules(tx: OrganizationTx, person: Person, instead: Instead): Promise<Preview> {
  const { userId, now } = person
  const coming = await comingEvents(tx, { userId, now, until: now.plus({ days: SHOWN_DAYS }) })
  const been = await pastEvents(tx, { userId, now, from: now.minus({ days: LOOKED_BACK_DAYS }) })
  const compare = await comparing(tx, person, instead, [...coming, ...been])
  const meetings = coming.map((event) => compare(event, now))
  const joins = meetings.filter(({ wouldWant }) => wouldWant).length
  return {
    ...{ joins, skips: meetings.length - joins, meetings },
    past: been
      .map((event) => compare(event, event.startTime.minus({ hours: 1 }))) // as if it still lay ahead
      .filter(({ wantsNow, wouldWant }) => wantsNow !== wouldWant),
  }
}

async function comparing(
  tx: OrganizationTx,
  { userId }: Person,
  instead: Instead,
  events: readonly OwnedEvent[],
): Promise<(event: OwnedEvent, asOf: DateTime) => Previewed> {
  const present = await preferencesOfOne(tx, userId)
  const inForce = await policiesOf(tx)
  const said = await overridesFor(tx, events)
  const others: Preferences = {
    ...(instead.rules ?? present),
    isDormant: instead.rules ? false : present.isDormant,
  }
  return (event, asOf) => {
    const sighting = toMeetingEvent(event)
    const words = said.get(event.id) ?? noOverrides
    const would = decide(sighting, others, words, instead.policies ?? inForce, asOf)
    return {
      ...{ eventId: event.id, title: event.title, start: event.startTime },
      wantsNow: decide(sighting, present, words, inForce, asOf).join,
      wouldWant: would.join,
      sentence: sentenceOf(would),
    }
  }
}
