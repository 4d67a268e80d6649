/** Two halves of one broken meeting become one: the lines of the second stand behind those of the first. */

import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { json, type Participant, type RecordBefore } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { ownSession } from '#sessions/own-session.ts'
import { lockRecord, type Where } from '#sessions/record/change-lines.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

/** Between two halves whose times nobody knows. */
const PAUSE_SECONDS = 1

type Input = Where & { otherId: string }
type Half = {
  id: string
  status: 'draft' | 'active' | 'processing' | 'complete' | 'archived'
  start: DateTime | null
  participants: Participant[]
  durationSeconds: number
}

/**
 * The other one is archived and leads here; both must be over and belong to the viewer. Everybody who was invited to
 * the second half sees the whole from now on. Returns the edit's id. Throws not_found, not_allowed or conflict.
 */
export async function joinSessions(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { otherId, ...where }: Input,
): Promise<string> {
  if (otherId === where.sessionId) throw new Refusal('conflict', 'That is the same meeting')
  await ownSession(tx, viewer, where.sessionId)
  if (!(await isSeen(tx, viewer, otherId)))
    throw new Refusal('not_found', 'There is no such meeting to join, or you may not see it')
  // One order of locks, whichever half the person looks at.
  for (const id of [where.sessionId, otherId].toSorted()) await lockRecord(tx, viewer, id)
  const [first, second] = [await halfOf(tx, where.sessionId), await halfOf(tx, otherId)]
  if (first.start && second.start && second.start < first.start)
    throw new Refusal('conflict', 'That meeting was earlier. Open it, and join this one to it')
  const place = await endOf(tx, first, second)
  const known = new Set(first.participants.map(({ email }) => email))
  const added = second.participants.filter(({ email }) => !known.has(email))
  await moveLines(tx, clock, { from: otherId, to: where.sessionId, ...place })
  const durationSeconds = second.durationSeconds
  await tx
    .updateTable('sessions')
    .set(({ eb }) => ({
      participants: json([...first.participants, ...added]),
      recordingDurationSeconds: eb('recordingDurationSeconds', '+', durationSeconds),
      updatedAt: clock.now(),
    }))
    .where('id', '=', where.sessionId)
    .execute()
  await tx
    .updateTable('sessions')
    .set({ status: 'archived', joinedInto: where.sessionId, updatedAt: clock.now() })
    .where('id', '=', otherId)
    .execute()
  const addedEmails = added.map(({ email }) => email)
  const joined = { ...place, sessionId: otherId, status: second.status, addedEmails, durationSeconds }
  return keep(tx, clock, viewer, where, joined)
}

async function isSeen(tx: OrganizationTx, viewer: Viewer, id: string): Promise<boolean> {
  const seen = tx.selectFrom('sessions').select('sessions.id').where('sessions.id', '=', id)
  return (await seen.where(visibleTo(viewer)).executeTakeFirst()) !== undefined
}

async function halfOf(tx: OrganizationTx, id: string): Promise<Half> {
  const half = await tx
    .selectFrom('sessions')
    .select(['id', 'status', 'participants', 'finalizedAt', 'joinedInto'])
    .select(sql<DateTime | null>`coalesce(recording_started_at, scheduled_start)`.as('start'))
    .select('recordingDurationSeconds as durationSeconds')
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  if (half.joinedInto) throw new Refusal('conflict', 'One of them is joined to another meeting already')
  if (!half.finalizedAt || half.status === 'active' || half.status === 'processing')
    throw new Refusal('conflict', 'Both meetings must be over and written down')
  return half
}

/** Where the second half begins on the first one's time line: as the clocks say, and never before its last word. */
async function endOf(tx: OrganizationTx, first: Half, second: Half) {
  const last = await tx
    .selectFrom('transcripts')
    .select(({ fn }) => [fn.max('endTimeSeconds').as('end'), fn.max('sequenceNumber').as('sequence')])
    .where('sessionId', '=', first.id)
    .executeTakeFirstOrThrow()
  const apart = first.start && second.start ? second.start.diff(first.start).as('seconds') : 0
  return {
    offsetSeconds: Math.max(apart, (last.end ?? 0) + PAUSE_SECONDS),
    firstSequence: (last.sequence ?? -1) + 1,
  }
}

type Move = { from: string; to: string; offsetSeconds: number; firstSequence: number }

const moveLines = (tx: OrganizationTx, clock: Clock, { from, to, offsetSeconds, firstSequence }: Move) =>
  tx
    .updateTable('transcripts')
    .set(({ eb }) => ({
      sessionId: to,
      sequenceNumber: eb('sequenceNumber', '+', firstSequence),
      startTimeSeconds: eb('startTimeSeconds', '+', offsetSeconds),
      endTimeSeconds: eb('endTimeSeconds', '+', offsetSeconds),
      updatedAt: clock.now(),
    }))
    .where('sessionId', '=', from)
    .execute()

async function keep(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  where: Where,
  joined: NonNullable<RecordBefore['joined']>,
): Promise<string> {
  const id = newId()
  await tx
    .insertInto('recordEdits')
    .values({
      ...{ ...where, id, userId: viewer.userId, kind: 'join', createdAt: clock.now() },
      before: json({ lines: [], joined } satisfies RecordBefore),
    })
    .execute()
  emit(tx, 'record.joined', { ...where, otherId: joined.sessionId })
  emit(tx, 'session.changed', { organizationId: where.organizationId, sessionId: joined.sessionId })
  return id
}
