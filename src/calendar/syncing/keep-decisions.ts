/** Decisions as rows: what each person wishes about each event now, and, once that has changed, what they wished before. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { packTrail } from '#calendar/deciding/pack-trail.ts'
import type { Decision } from '#calendar/deciding/types.ts'
import { nextCheck } from '#calendar/syncing/next-check.ts'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { DecisionFacts } from '#db/json.ts'
import { asExcluded, columnList, recordset } from '#db/recordset.ts'
import { newId } from '#lib/ids.ts'

export type Decided = {
  event: OwnedEvent
  decision: Decision
  occurrenceId: string
  facts: DecisionFacts
}
export type Earlier = {
  wants: boolean
  because: string
  joinAt: DateTime | null
  occurrenceId: string
  sessionId: string | null
}

/** What stands now about these events, by event id. */
export async function earlierDecisions(
  tx: OrganizationTx,
  events: readonly OwnedEvent[],
): Promise<Map<string, Earlier>> {
  const ids = events.map(({ id }) => id)
  const rows = await tx
    .selectFrom('calendarSightings')
    .innerJoin('meetingOccurrences as occurrence', 'occurrence.id', 'calendarSightings.occurrenceId')
    .select(['calendarEventId', 'wants', 'because', 'joinAt', 'occurrenceId', 'occurrence.sessionId'])
    .where('calendarEventId', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map(({ calendarEventId, ...earlier }) => [calendarEventId, earlier]))
}

/** Decisions that are new or have changed. The ones that stood until now go into the history first. */
export async function keepChanged(
  tx: OrganizationTx,
  changed: readonly Decided[],
  earlier: ReadonlyMap<string, Earlier>,
  now: DateTime,
): Promise<void> {
  const replaced = changed.flatMap(({ event: { id } }) => (earlier.has(id) ? [id] : []))
  await keepHistory(tx, replaced, now)
  if (changed.length === 0) return
  const rows = changed.map((one) => ({
    ...{ organizationId: one.event.organizationId, id: newId(), userId: one.event.userId },
    ...{ ...standing(one, now), facts: one.facts, decidedAt: now, createdAt: now, updatedAt: now },
  }))
  await sql`insert into calendar_sightings (${columnList(SIGHTING)})
    select ${columnList(SIGHTING)} from ${recordset(rows, SIGHTING)}
    on conflict (organization_id, calendar_event_id) do update set ${asExcluded(ANEW)}`.execute(tx)
}

const STANDING = {
  calendarEventId: 'uuid',
  occurrenceId: 'uuid',
  wants: 'boolean',
  because: 'text',
  joinAt: 'timestamptz',
  checkAt: 'timestamptz',
  trail: 'jsonb',
} as const
const SIGHTING = {
  ...{ organizationId: 'uuid', id: 'uuid', userId: 'uuid' },
  ...STANDING,
  ...{ facts: 'jsonb', decidedAt: 'timestamptz', createdAt: 'timestamptz', updatedAt: 'timestamptz' },
} as const
const ANEW = Object.keys(SIGHTING).filter(
  (name) => !['organizationId', 'id', 'userId', 'createdAt'].includes(name),
)

const standing = ({ event, decision, occurrenceId }: Decided, now: DateTime) => ({
  calendarEventId: event.id,
  occurrenceId,
  wants: decision.join,
  because: decision.because,
  joinAt: decision.join ? decision.at : null,
  checkAt: decision.join ? nextCheck(decision.at, now) : null,
  trail: packTrail(decision.trail),
})

/** Decisions that came out as before: only the way to them may be another, or the meeting that they are about. */
export async function keepUnchanged(
  tx: OrganizationTx,
  unchanged: readonly Decided[],
  now: DateTime,
): Promise<void> {
  if (unchanged.length === 0) return
  const rows = unchanged.map((one) => standing(one, now))
  await sql`update calendar_sightings as sighting
    set occurrence_id = r.occurrence_id, check_at = r.check_at, trail = r.trail, updated_at = ${now}::timestamptz
    from ${recordset(rows, STANDING)}
    where sighting.calendar_event_id = r.calendar_event_id
      and sighting.calendar_event_id = any(${rows.map(({ calendarEventId }) => calendarEventId)}::uuid[])
      and (sighting.occurrence_id, sighting.check_at, sighting.trail) is distinct from (r.occurrence_id, r.check_at, r.trail)
  `.execute(tx)
}

/** What is decided about these events becomes history: ask before it is replaced. */
export async function keepHistory(
  tx: OrganizationTx,
  eventIds: readonly string[],
  now: DateTime,
): Promise<void> {
  if (eventIds.length === 0) return
  await sql`insert into calendar_auto_join_logs (organization_id, id, user_id, calendar_event_id, occurrence_id,
      action, because, join_at, trail, facts, decided_at, created_at)
    select organization_id, entry.id, user_id, calendar_event_id, occurrence_id,
      case when wants then 'join' else 'skip' end, because, join_at, trail, facts, decided_at, ${now}::timestamptz
    from calendar_sightings
    join unnest(${eventIds.map(newId)}::uuid[], ${[...eventIds]}::uuid[]) as entry(id, event_id)
      on entry.event_id = calendar_event_id
    where calendar_event_id = any(${[...eventIds]}::uuid[])`.execute(tx)
}
