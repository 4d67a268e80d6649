/** Somebody says of a hint that it helped, did not belong here, or came too late. The newest word counts. */
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

type Verdict = {
  organizationId: string
  sessionId: string
  guidanceId: string
  feedback: 'helpful' | 'irrelevant' | 'too_late'
}

/** Throws not_found. */
export async function judgeGuidance(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { organizationId, sessionId, guidanceId, feedback }: Verdict,
): Promise<void> {
  await readSession(tx, viewer, sessionId)
  const hint = await tx
    .selectFrom('guidance')
    .select('id')
    .where('id', '=', guidanceId)
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  if (!hint) throw new Refusal('not_found', 'There is no such hint in this meeting')
  const { userId } = viewer
  await tx
    .insertInto('guidanceFeedback')
    .values({ organizationId, id: newId(), guidanceId, userId, feedback, createdAt: clock.now() })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'guidanceId', 'userId']).doUpdateSet({ feedback }),
    )
    .execute()
}
