/** Which of some lines are redacted now. */
import type { OrganizationTx } from '#db/db.ts'

/** Whoever writes down what lines say asks this under the meeting's lock: who redacts holds it, too. */
export async function redactedOf(tx: OrganizationTx, transcriptIds: readonly string[]): Promise<Set<string>> {
  if (transcriptIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('transcripts')
    .select('id')
    .where('id', 'in', [...new Set(transcriptIds)])
    .where('isRedacted', '=', true)
    .execute()
  return new Set(rows.map(({ id }) => id))
}
