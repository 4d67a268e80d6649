/** When each word was spoken, for lines that say what was heard: what a recording is played from. */
import type { OrganizationTx } from '#db/db.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

/** Milliseconds from the line's start, two for each word. Corrected and redacted lines have none. Throws not_found. */
export async function readWords(tx: OrganizationTx, viewer: Viewer, sessionId: string) {
  await readSession(tx, viewer, sessionId)
  const rows = await tx
    .selectFrom('transcripts')
    .select(['id', 'wordTimes'])
    .where('sessionId', '=', sessionId)
    .where('wordTimes', 'is not', null)
    .where('heardContent', 'is', null)
    .where('isRedacted', '=', false)
    .orderBy('sequenceNumber')
    .execute()
  return { lines: rows.map(({ id, wordTimes }) => ({ id, times: wordTimes ?? [] })) }
}
