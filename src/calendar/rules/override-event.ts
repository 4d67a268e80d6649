/** A person's own yes or no for one event or its whole series, or back to their rules. */
import { canOverride, decide } from '#calendar/deciding/decide.ts'
import type { Override } from '#calendar/deciding/rules.ts'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import {
  firstSeries,
  meetingKeyOf,
  overridesOfOne,
  plannedStartOf,
  type Scope,
} from '#calendar/rules/overrides.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { preferencesOfOne } from '#calendar/rules/preferences.ts'
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { comingOfSeries, ownedEvent } from '#calendar/syncing/owned-events.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import { type OwnedEvent, toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

type Needs = { jobs: Queue; clock: Clock }
type Ask = { organizationId: string; userId: string; eventId: string; scope?: Scope; autoJoin: Override }
type Word = Required<Ask>

/**
 * The nearer word counts: one about the event stands within what was said of its series. Returns how many coming
 * events it is about. Throws `not_found`, and `conflict` where a yes could not be honoured because no bot could join,
 * or where there is no series.
 */
export async function overrideEvent(
  tx: OrganizationTx,
  needs: Needs,
  { scope = 'event', ...rest }: Ask,
): Promise<number> {
  const ask: Word = { ...rest, scope }
  await takeTurn(tx)
  const event = await ownedEvent(tx, ask)
  if (!event) throw new Refusal('not_found')
  if (ask.scope === 'series' && event.seriesId === null)
    throw new Refusal('conflict', 'This meeting is not part of a series')
  if (ask.scope === 'event' && ask.autoJoin === true) await refuseTheImpossible(tx, needs, event)
  await keepWord(tx, needs, event, ask)
  const about = ask.scope === 'event' ? [event] : await seriesOf(tx, needs, event)
  await wishOccurrences(tx, needs, await decideEvents(tx, needs, ask.organizationId, about))
  return about.length
}

async function refuseTheImpossible(tx: OrganizationTx, { clock }: Needs, event: OwnedEvent): Promise<void> {
  const rules = await preferencesOfOne(tx, event.userId)
  const said = { ...(await overridesOfOne(tx, event)), event: true }
  const decision = decide(toMeetingEvent(event), rules, said, await policiesOf(tx), clock.now())
  if (!decision.join && !canOverride(decision.because)) throw new Refusal('conflict', sentenceOf(decision))
}

/** A word replaces the one before it, also where a single meeting has been moved since. */
async function keepWord(tx: OrganizationTx, { clock }: Needs, event: OwnedEvent, ask: Word): Promise<void> {
  const { organizationId, calendarId, userId } = event
  const { scope, autoJoin } = ask
  const meetingKey = (await firstSeries(tx, [calendarId]))(calendarId, meetingKeyOf(event))
  const originalStart = scope === 'series' ? null : plannedStartOf(event)
  const isOneOfMany = scope === 'event' && event.seriesId !== null
  await tx
    .deleteFrom('calendarOverrides')
    .where('calendarId', '=', calendarId)
    .where('meetingKey', '=', meetingKey)
    .where('scope', '=', scope)
    .$if(isOneOfMany, (query) => query.where('originalStart', '=', originalStart))
    .execute()
  if (autoJoin === null) return
  const now = clock.now()
  const word = { meetingKey, scope, originalStart, autoJoinEnabled: autoJoin, createdAt: now, updatedAt: now }
  await tx
    .insertInto('calendarOverrides')
    .values({ organizationId, id: newId(), userId, calendarId, ...word })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'calendarId', 'meetingKey', 'scope', 'originalStart'])
        .doUpdateSet({ autoJoinEnabled: autoJoin, updatedAt: now }),
    )
    .execute()
}

/** Every coming meeting that the same word is about, the one it was said of among them. */
async function seriesOf(tx: OrganizationTx, { clock }: Needs, event: OwnedEvent): Promise<OwnedEvent[]> {
  const { calendarId } = event
  const first = await firstSeries(tx, [calendarId])
  const keyOf = (one: OwnedEvent) => first(calendarId, meetingKeyOf(one))
  const coming = await comingOfSeries(tx, { calendarId, now: clock.now() })
  return coming.filter((other) => keyOf(other) === keyOf(event))
}
