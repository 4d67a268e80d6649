/** From events to what each person wishes about them: decide, tie to the real meeting, keep the history. */
import type { Insertable } from 'kysely'
import type { DateTime } from 'luxon'
import { decide } from '#calendar/deciding/decide.ts'
import type { Decision } from '#calendar/deciding/types.ts'
import { preferencesOf } from '#calendar/rules/preferences.ts'
import { occurrencesFor } from '#calendar/syncing/occurrences-for.ts'
import { type OwnedEvent, toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import type { CalendarAutoJoinLogs, CalendarSightings } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Decided = { event: OwnedEvent; decision: Decision; occurrenceId: string }

/**
 * Decide about these events and keep the decisions. Returns the ids of the meetings whose wish may now be another:
 * hand them to wishOccurrences. Only a changed decision is written into the history.
 */
export async function decideEvents(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  organizationId: string,
  events: readonly OwnedEvent[],
): Promise<string[]> {
  if (events.length === 0) return []
  const now = clock.now()
  const preferences = await preferencesOf(
    tx,
    events.map(({ userId }) => userId),
  )
  const occurrences = await occurrencesFor(tx, organizationId, events, now)
  const before = await sightingsOf(tx, events)

  const inOrder = [...events].sort((a, b) => a.id.localeCompare(b.id)) // one order of locks for all
  const decided = inOrder.flatMap((event): Decided[] => {
    const rules = preferences.get(event.userId)
    const occurrenceId = occurrences.get(event.id)
    if (!rules || !occurrenceId) return []
    const decision = decide(toMeetingEvent(event), rules, event.autoJoinEnabled, now)
    const earlier = before.get(event.id)
    return earlier && isHistory(event, earlier, now) ? [] : [{ event, decision, occurrenceId }]
  })
  await keepSightings(tx, decided, now)
  await keepHistory(
    tx,
    decided.filter(({ event, decision }) => isChange(decision, before.get(event.id))),
    now,
  )
  const left = decided.flatMap(({ event }) => before.get(event.id)?.occurrenceId ?? [])
  return [...new Set([...decided.map(({ occurrenceId }) => occurrenceId), ...left])]
}

type Earlier = {
  wants: boolean
  because: string
  joinAt: DateTime | null
  occurrenceId: string
  sessionId: string | null
}

async function sightingsOf(tx: OrganizationTx, events: readonly OwnedEvent[]): Promise<Map<string, Earlier>> {
  const rows = await tx
    .selectFrom('calendarSightings')
    .innerJoin('meetingOccurrences as occurrence', 'occurrence.id', 'calendarSightings.occurrenceId')
    .select(['calendarEventId', 'wants', 'because', 'joinAt', 'occurrenceId', 'occurrence.sessionId'])
    .where(
      'calendarEventId',
      'in',
      events.map(({ id }) => id),
    )
    .execute()
  return new Map(rows.map(({ calendarEventId, ...earlier }) => [calendarEventId, earlier]))
}

/**
 * A meeting that a bot was wished for and that is over stays so: what happens to its entry afterwards is no new
 * decision. One that nobody ever had a bot for has simply ended.
 */
const isHistory = ({ endTime }: OwnedEvent, { wants, joinAt, sessionId }: Earlier, now: DateTime) =>
  endTime <= now && wants && sessionId !== null && joinAt !== null && joinAt <= now

const isChange = (decision: Decision, earlier: Earlier | undefined) =>
  !earlier ||
  earlier.wants !== decision.join ||
  earlier.because !== decision.because ||
  earlier.joinAt?.toMillis() !== (decision.join ? decision.at.toMillis() : undefined)

async function keepSightings(tx: OrganizationTx, decided: readonly Decided[], now: DateTime): Promise<void> {
  if (decided.length === 0) return
  const rows = decided.map(
    ({ event, decision, occurrenceId }): Insertable<CalendarSightings> => ({
      organizationId: event.organizationId,
      id: newId(),
      calendarEventId: event.id,
      occurrenceId,
      userId: event.userId,
      wants: decision.join,
      because: decision.because,
      joinAt: decision.join ? decision.at : null,
      trail: json(decision.trail),
      decidedAt: now,
      createdAt: now,
      updatedAt: now,
    }),
  )
  await tx
    .insertInto('calendarSightings')
    .values(rows)
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'calendarEventId']).doUpdateSet(({ ref }) => ({
        occurrenceId: ref('excluded.occurrenceId'),
        wants: ref('excluded.wants'),
        because: ref('excluded.because'),
        joinAt: ref('excluded.joinAt'),
        trail: ref('excluded.trail'),
        decidedAt: now,
        updatedAt: now,
      })),
    )
    .execute()
}

async function keepHistory(tx: OrganizationTx, changed: readonly Decided[], now: DateTime): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(
    ({ event, decision, occurrenceId }): Insertable<CalendarAutoJoinLogs> => ({
      organizationId: event.organizationId,
      id: newId(),
      userId: event.userId,
      calendarEventId: event.id,
      occurrenceId,
      action: decision.join ? 'join' : 'skip',
      because: decision.because,
      joinAt: decision.join ? decision.at : null,
      trail: json(decision.trail),
      decidedAt: now,
      createdAt: now,
    }),
  )
  await tx.insertInto('calendarAutoJoinLogs').values(rows).execute()
}
