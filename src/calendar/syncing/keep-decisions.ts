/** Decisions as rows: what each person wishes about each event now, and every change of it for the history. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Decision } from '#calendar/deciding/types.ts'
import { nextCheck } from '#calendar/syncing/next-check.ts'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { DecisionFacts } from '#db/json.ts'
import { columnList, recordset } from '#db/recordset.ts'
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

const SIGHTING = {
  organizationId: 'uuid',
  id: 'uuid',
  calendarEventId: 'uuid',
  occurrenceId: 'uuid',
  userId: 'uuid',
  wants: 'boolean',
  because: 'text',
  joinAt: 'timestamptz',
  checkAt: 'timestamptz',
  trail: 'jsonb',
  decidedAt: 'timestamptz',
  createdAt: 'timestamptz',
  updatedAt: 'timestamptz',
} as const

/** One sighting per event, as it was decided now. */
export async function keepSightings(
  tx: OrganizationTx,
  decided: readonly Decided[],
  now: DateTime,
): Promise<void> {
  if (decided.length === 0) return
  const rows = decided.map(({ event, decision, occurrenceId }) => ({
    organizationId: event.organizationId,
    id: newId(),
    calendarEventId: event.id,
    occurrenceId,
    userId: event.userId,
    wants: decision.join,
    because: decision.because,
    joinAt: decision.join ? decision.at : null,
    checkAt: decision.join ? nextCheck(decision.at, now) : null,
    trail: decision.trail,
    ...{ decidedAt: now, createdAt: now, updatedAt: now },
  }))
  await sql`insert into calendar_sightings (${columnList(SIGHTING)})
    select ${columnList(SIGHTING)} from ${recordset(rows, SIGHTING)}
    on conflict (organization_id, calendar_event_id) do update set
      occurrence_id = excluded.occurrence_id, wants = excluded.wants, because = excluded.because,
      join_at = excluded.join_at, check_at = excluded.check_at, trail = excluded.trail,
      decided_at = excluded.decided_at, updated_at = excluded.updated_at`.execute(tx)
}

const LOG = {
  organizationId: 'uuid',
  id: 'uuid',
  userId: 'uuid',
  calendarEventId: 'uuid',
  occurrenceId: 'uuid',
  action: 'text',
  because: 'text',
  joinAt: 'timestamptz',
  trail: 'jsonb',
  facts: 'jsonb',
  decidedAt: 'timestamptz',
  createdAt: 'timestamptz',
} as const

/** The history: hand in only what has changed. */
export async function keepHistory(
  tx: OrganizationTx,
  changed: readonly Decided[],
  now: DateTime,
): Promise<void> {
  if (changed.length === 0) return
  const rows = changed.map(({ event, decision, occurrenceId, facts }) => ({
    organizationId: event.organizationId,
    id: newId(),
    userId: event.userId,
    calendarEventId: event.id,
    occurrenceId,
    action: decision.join ? 'join' : 'skip',
    because: decision.because,
    joinAt: decision.join ? decision.at : null,
    trail: decision.trail,
    facts,
    ...{ decidedAt: now, createdAt: now },
  }))
  await sql`insert into calendar_auto_join_logs (${columnList(LOG)})
    select ${columnList(LOG)} from ${recordset(rows, LOG)}`.execute(tx)
}
