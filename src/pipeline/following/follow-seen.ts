/** What was seen while a meeting ran quotes its lines: where one is redacted, that goes for good. */
import { sql } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import type { Events } from '#events/events.ts'
import { redactedOf } from '#pipeline/following/redacted.ts'

/** Reaction to record.changed. A milestone tells the time and stays. */
export async function followSeen(
  tx: OrganizationTx,
  _needs: unknown,
  { sessionId, transcriptIds }: Events['record.changed'],
): Promise<void> {
  const redacted = [...(await redactedOf(tx, transcriptIds))]
  if (redacted.length === 0) return
  const halves = tx
    .selectFrom('sessions')
    .select('id')
    .where(({ or, eb }) => or([eb('id', '=', sessionId), eb('joinedInto', '=', sessionId)]))
  await tx
    .deleteFrom('sessionTimelineEvents')
    .where('sessionId', 'in', halves)
    .where('transcriptId', 'in', redacted)
    .where('eventType', '!=', 'milestone')
    .execute()
  await tx
    .deleteFrom('guidance')
    .where('sessionId', 'in', halves)
    .where(sql<boolean>`transcript_ids ?| ${redacted}::text[]`)
    .execute()
}
