/** Undoes a join: the second half gets its lines and its place in the list back. */
import type { OrganizationTx } from '#db/db.ts'
import { json, type RecordBefore } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import type { Where } from '#sessions/record/change-lines.ts'

type Joined = NonNullable<RecordBefore['joined']>

export async function separateSessions(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, sessionId }: Where,
  joined: Joined,
): Promise<void> {
  const { sessionId: otherId, offsetSeconds, firstSequence } = joined
  const now = clock.now()
  await tx
    .updateTable('transcripts')
    .set(({ eb }) => ({
      sessionId: otherId,
      sequenceNumber: eb('sequenceNumber', '-', firstSequence),
      startTimeSeconds: eb('startTimeSeconds', '-', offsetSeconds),
      endTimeSeconds: eb('endTimeSeconds', '-', offsetSeconds),
      updatedAt: now,
    }))
    .where('sessionId', '=', sessionId)
    .where('sequenceNumber', '>=', firstSequence)
    .execute()
  await tx
    .updateTable('sessions')
    .set({ status: joined.status, joinedInto: null, updatedAt: now })
    .where('id', '=', otherId)
    .execute()
  const { participants } = await tx
    .selectFrom('sessions')
    .select('participants')
    .where('id', '=', sessionId)
    .executeTakeFirstOrThrow()
  const stay = participants.filter(({ email }) => !joined.addedEmails.includes(email))
  await tx
    .updateTable('sessions')
    .set(({ eb }) => ({
      participants: json(stay),
      recordingDurationSeconds: eb('recordingDurationSeconds', '-', joined.durationSeconds),
      updatedAt: now,
    }))
    .where('id', '=', sessionId)
    .execute()
  emit(tx, 'record.joined', { organizationId, sessionId, otherId })
  emit(tx, 'session.changed', { organizationId, sessionId: otherId })
}
