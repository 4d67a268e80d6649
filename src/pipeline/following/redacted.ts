/** Which of some lines have no words any more: they were redacted, or erased with their meeting. */
import type { OrganizationTx } from '#db/db.ts'

/** Whoever writes down what lines say asks this under the meeting's lock: who redacts holds it, too. */
export async function redactedOf(tx: OrganizationTx, transcriptIds: readonly string[]): Promise<Set<string>> {
  const gone = new Set(transcriptIds)
  if (gone.size === 0) return gone
  const standing = await tx
    .selectFrom('transcripts')
    .select('id')
    .where('id', 'in', [...gone])
    .where('isRedacted', '=', false)
    .execute()
  for (const { id } of standing) gone.delete(id)
  return gone
}
