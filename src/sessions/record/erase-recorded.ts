/** Everything that was said in a meeting, and all that was made of it, is taken away for good; the meeting stays. */
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

/** Nothing that comes later is written down: the session is archived. Twice is harmless. */
export async function eraseRecorded(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, sessionId }: { organizationId: string; sessionId: string },
): Promise<void> {
  const now = clock.now()
  await tx
    .updateTable('sessions')
    .set({ status: 'archived', finalizedAt: now, updatedAt: now })
    .where('id', '=', sessionId)
    .execute()
  const lines = tx.selectFrom('transcripts').select('id').where('sessionId', '=', sessionId)
  const transcriptIds = (await lines.execute()).map(({ id }) => id)
  for (const table of MADE_OF_WORDS) await tx.deleteFrom(table).where('sessionId', '=', sessionId).execute()
  emit(tx, 'record.erased', { organizationId, sessionId })
  emit(tx, 'record.changed', { organizationId, sessionId, transcriptIds, words: [] })
  emit(tx, 'session.changed', { organizationId, sessionId })
}

const MADE_OF_WORDS = [
  ...(['guidance', 'sessionTimelineEvents', 'recordEdits', 'summaryEdits'] as const),
  ...(['summaryVersions', 'summaries', 'participantEvents', 'transcripts'] as const),
] as const
