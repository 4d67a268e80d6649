/**
 * The change feed that browsers follow. A change says *what moved* (topic and id), never the content: each reader
 * loads what it may see. Numbers are handed out per organization, last thing before commit, under a row lock, so
 * that a reader who saw n never finds a smaller one later.
 */
import { type Insertable, sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { AnyTx } from '#db/db.ts'
import type { LiveChanges } from '#db/tables.gen.ts'
import type { DomainEvent, SaidLine } from '#events/events.ts'

export type Topic =
  | 'upcoming'
  | 'calendars'
  | 'rules'
  | 'session'
  | 'guidance'
  | 'people'
  | 'line'
  | 'reports'
  | 'usage'
  | 'members'
export type LiveChange = {
  topic: Topic
  subjectId?: string
  sessionId?: string
  userId?: string
  /** Its words, where this process has just heard them; never a part of the row. */
  line?: SaidLine
}

/** What each event means for the pages that are open. */
export function changesOf(event: DomainEvent): LiveChange[] {
  switch (event.name) {
    case 'occurrence.changed':
      return [{ topic: 'upcoming', subjectId: event.occurrenceId }]
    case 'preferences.changed':
      return [
        { topic: 'upcoming', userId: event.userId },
        { topic: 'rules', userId: event.userId },
      ]
    case 'policies.changed':
      return [{ topic: 'rules' }]
    case 'calendar.changed':
      return [{ topic: 'calendars', subjectId: event.calendarId, userId: event.userId }]
    case 'transcript.line':
      return [{ topic: 'line', subjectId: event.transcriptId, sessionId: event.sessionId, line: event.line }]
    case 'bot.changed':
      return [{ topic: 'upcoming' }, { topic: 'session', sessionId: event.sessionId }]
    case 'session.guided':
      return [{ topic: 'guidance', sessionId: event.sessionId }]
    case 'people.changed':
      return [{ topic: 'people', sessionId: event.sessionId }]
    case 'session.changed':
    case 'record.changed':
    case 'record.joined':
    case 'context.changed':
    case 'summary.ready':
      return [{ topic: 'session', sessionId: event.sessionId }]
    case 'report.changed':
      return [{ topic: 'reports', subjectId: event.reportId, userId: event.userId }]
    case 'usage.changed':
    case 'spending.warned':
    case 'limits.changed':
      return [{ topic: 'usage' }]
    case 'members.changed':
      return [{ topic: 'members' }]
    default:
      return []
  }
}

/** A change and whose feed it belongs to. */
export type Recorded = LiveChange & { organizationId: string }
/** … and its place there. */
export type Numbered = Recorded & { number: number }

/** Number the changes, each in the feed of its organization, and keep them for readers that were away. */
export async function recordChanges(
  tx: AnyTx,
  changes: readonly Recorded[],
  now: DateTime,
): Promise<Numbered[]> {
  if (changes.length === 0) return []
  const byOrganization = Map.groupBy(changes, ({ organizationId }) => organizationId)
  const lastNumbers = await takeNumbers(tx, byOrganization)
  const numbered = [...byOrganization].flatMap(([organizationId, list]) => {
    const first = (lastNumbers.get(organizationId) ?? 0) - list.length + 1
    return list.map((change, index): Numbered => ({ ...change, number: first + index }))
  })
  await tx
    .insertInto('liveChanges')
    .values(numbered.map((change) => rowOf(change, now)))
    .execute()
  return numbered
}

const rowOf = (change: Numbered, createdAt: DateTime): Insertable<LiveChanges> => ({
  ...{ organizationId: change.organizationId, number: change.number, topic: change.topic, createdAt },
  subjectId: change.subjectId ?? null,
  sessionId: change.sessionId ?? null,
  userId: change.userId ?? null,
})

/** The newest number of each, after as many as it has changes; locked in one order, whoever else is at it. */
async function takeNumbers(tx: AnyTx, counts: ReadonlyMap<string, readonly unknown[]>) {
  const sorted = [...counts].toSorted(([a], [b]) => (a < b ? -1 : 1))
  const { rows } = await sql<{ organizationId: string; lastNumber: number }>`
    insert into live_counters (organization_id, last_number)
    select * from unnest(
      ${sorted.map(([id]) => id)}::uuid[], ${sorted.map(([, { length }]) => length)}::bigint[])
    on conflict (organization_id) do update
      set last_number = live_counters.last_number + excluded.last_number
    returning organization_id, last_number`.execute(tx)
  return new Map(rows.map(({ organizationId, lastNumber }) => [organizationId, lastNumber]))
}
