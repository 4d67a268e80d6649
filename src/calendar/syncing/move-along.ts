/** A meeting that was moved keeps its bot: what took its place goes on under the meeting that was there before. */
import { followMoves, type Movable } from '#calendar/deciding/follow-moves.ts'
import { isPresent, type Meeting } from '#calendar/syncing/gather-meetings.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'

/** Returns the meetings that are left, each with all its copies. */
export async function moveAlong(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  meetings: readonly Meeting[],
): Promise<Meeting[]> {
  const byId = new Map(meetings.map((meeting) => [meeting.id, meeting]))
  for (const { from, to } of followMoves(meetings.map(movable), clock.now())) {
    const [old, heir] = [byId.get(from), byId.get(to)]
    if (!old || !heir) continue
    await inherit(tx, clock, old, heir)
    byId.set(from, { ...old, occurrenceKey: heir.occurrenceKey, copies: [...heir.copies, ...old.copies] })
    byId.delete(to)
  }
  return [...byId.values()]
}

function movable({ id, sessionId, described, copies }: Meeting): Movable {
  const shown = copies.find(isPresent) ?? copies[0] ?? described
  return {
    ...{ id, sessionId, start: shown.startTime, roomKey: shown.roomKey },
    isPresent: copies.some(isPresent),
    isSeries: copies.some(({ seriesId }) => seriesId !== null),
  }
}

/** The old meeting takes the new one's key, so that colleagues' copies of the new one find it. */
async function inherit(
  tx: OrganizationTx,
  clock: Clock,
  { id: occurrenceId }: Meeting,
  heir: Meeting,
): Promise<void> {
  for (const table of ['calendarSightings', 'calendarAutoJoinLogs'] as const)
    await tx.updateTable(table).set({ occurrenceId }).where('occurrenceId', '=', heir.id).execute()
  await tx.deleteFrom('meetingOccurrences').where('id', '=', heir.id).execute()
  await tx
    .updateTable('meetingOccurrences')
    .set({ occurrenceKey: heir.occurrenceKey, updatedAt: clock.now() })
    .where('id', '=', occurrenceId)
    .execute()
}
