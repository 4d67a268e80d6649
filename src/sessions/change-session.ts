/** Its owner gives a meeting another title, says what kind it is, or lets the organization see it. */
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { ownSession } from '#sessions/own-session.ts'
import type { Viewer } from '#sessions/visible.ts'

type Input = {
  organizationId: string
  sessionId: string
  title?: string | undefined
  visibility?: 'private' | 'organization' | undefined
  conversationType?: string | undefined
}

/** Throws not_found, or not_allowed for those who may only read it. */
export async function changeSession(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  input: Input,
): Promise<void> {
  const { organizationId, sessionId, title, visibility, conversationType } = input
  await ownSession(tx, viewer, sessionId)
  await tx
    .updateTable('sessions')
    .set({
      ...(title && { title }),
      ...(visibility && { visibility }),
      ...(conversationType && { conversationType }),
      updatedAt: clock.now(),
    })
    .where('id', '=', sessionId)
    .execute()
  emit(tx, 'session.changed', { organizationId, sessionId })
}
