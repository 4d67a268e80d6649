/**
 * The change feed that browsers follow. A change says *what moved* (topic and id), never the content: each reader
 * loads what it may see. Numbers are handed out per organization, last thing before commit, under a row lock, so
 * that a reader who saw n never finds a smaller one later.
 */
import type { Insertable } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { LiveChanges } from '#db/tables.gen.ts'
import type { DomainEvent } from '#events/events.ts'

export type Topic = 'upcoming' | 'calendars' | 'session' | 'line' | 'usage' | 'members'
export type LiveChange = { topic: Topic; subjectId?: string; sessionId?: string; userId?: string }

/** What each event means for the pages that are open. */
export function changesOf(event: DomainEvent): LiveChange[] {
  switch (event.name) {
    case 'occurrence.changed':
      return [{ topic: 'upcoming', subjectId: event.occurrenceId }]
    case 'preferences.changed':
      return [{ topic: 'upcoming', userId: event.userId }]
    case 'calendar.changed':
      return [{ topic: 'calendars', subjectId: event.calendarId, userId: event.userId }]
    case 'transcript.line':
      return [{ topic: 'line', subjectId: event.transcriptId, sessionId: event.sessionId }]
    case 'bot.changed':
      return [{ topic: 'upcoming' }, { topic: 'session', sessionId: event.sessionId }]
    case 'session.changed':
    case 'summary.ready':
      return [{ topic: 'session', sessionId: event.sessionId }]
    case 'usage.changed':
      return [{ topic: 'usage' }]
    case 'members.changed':
      return [{ topic: 'members' }]
    default:
      return []
  }
}

/** Number the changes and keep them for readers that were away. */
export async function recordChanges(
  tx: OrganizationTx,
  organizationId: string,
  changes: LiveChange[],
  now: DateTime,
): Promise<void> {
  if (changes.length === 0) return
  const { lastNumber } = await tx
    .insertInto('liveCounters')
    .values({ organizationId, lastNumber: changes.length })
    .onConflict((conflict) =>
      conflict.column('organizationId').doUpdateSet(({ eb }) => ({
        lastNumber: eb('liveCounters.lastNumber', '+', changes.length),
      })),
    )
    .returning('lastNumber')
    .executeTakeFirstOrThrow()
  const rows = changes.map(
    (change, index): Insertable<LiveChanges> => ({
      organizationId,
      number: lastNumber - changes.length + index + 1,
      topic: change.topic,
      subjectId: change.subjectId ?? null,
      sessionId: change.sessionId ?? null,
      userId: change.userId ?? null,
      createdAt: now,
    }),
  )
  await tx.insertInto('liveChanges').values(rows).execute()
}
