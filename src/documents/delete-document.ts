/** Take a document away for good. */
import type { OrganizationTx } from '#db/db.ts'
import { documentsOf } from '#documents/reads.ts'
import { emit } from '#events/events.ts'
import { Refusal } from '#lib/errors.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

type Input = { organizationId: string; sessionId: string; documentId: string }

/** Who added it may, and who owns the meeting. Throws not_found or not_allowed. */
export async function deleteDocument(
  tx: OrganizationTx,
  viewer: Viewer,
  { organizationId, sessionId, documentId }: Input,
): Promise<void> {
  const session = await readSession(tx, viewer, sessionId)
  const document = await documentsOf(tx, sessionId)
    .select('documents.userId')
    .where('documents.id', '=', documentId)
    .executeTakeFirst()
  if (!document) throw new Refusal('not_found', 'There is no such document')
  if (document.userId !== viewer.userId && session.userId !== viewer.userId)
    throw new Refusal('not_allowed', 'Only who added it, or owns the meeting, can take it away')
  await tx.deleteFrom('documents').where('id', '=', documentId).execute()
  emit(tx, 'document.changed', { organizationId, documentId })
  emit(tx, 'context.changed', { organizationId, sessionId })
}
