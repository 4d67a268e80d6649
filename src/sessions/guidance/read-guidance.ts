/** The hints that live now, and what has happened, for somebody who may see the meeting. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

const MOST_HINTS = 4
const MOST_EVENTS = 60

/** Hints are for whoever runs the meeting: its owner. Throws not_found. */
export async function readGuidance(tx: OrganizationTx, viewer: Viewer, sessionId: string, now: DateTime) {
  const session = await readSession(tx, viewer, sessionId)
  const events = await tx
    .selectFrom('sessionTimelineEvents')
    .select(['id', 'eventType as type', 'title', 'transcriptId as lineId', 'atSeconds'])
    .where('sessionId', '=', sessionId)
    .orderBy('atSeconds', 'desc')
    .orderBy('id')
    .limit(MOST_EVENTS)
    .execute()
  return { chips: session.userId === viewer.userId ? await hints(tx, viewer, sessionId, now) : [], events }
}

/** Newest first; one that was judged useless is gone. */
async function hints(tx: OrganizationTx, { userId }: Viewer, sessionId: string, now: DateTime) {
  const rows = await tx
    .selectFrom('guidance')
    .leftJoin('guidanceFeedback as said', (join) =>
      join.onRef('said.guidanceId', '=', 'guidance.id').on('said.userId', '=', userId),
    )
    .select([
      'guidance.id',
      'guidanceType as type',
      'content as text',
      'transcriptIds as lineIds',
      'writtenBy',
    ])
    .select('said.feedback')
    .where('guidance.sessionId', '=', sessionId)
    .where('settledAt', 'is', null)
    .where('expiresAt', '>', now)
    .where(({ or, eb }) => or([eb('said.feedback', 'is', null), eb('said.feedback', '=', 'helpful')]))
    .orderBy('guidance.createdAt', 'desc')
    .orderBy('guidance.id')
    .limit(MOST_HINTS)
    .execute()
  return rows
}
