/** Its owner removes what was said in some lines; who spoke, and when, stays. */
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { changeLines, lineOf, linesNow, lockRecord, type Where } from '#sessions/record/change-lines.ts'
import type { Viewer } from '#sessions/visible.ts'

type Input = Where & { transcriptIds: readonly string[] }

/**
 * The words are kept in the ledger for a day, to be taken back, and then wiped (forget-redacted.ts). Null when nothing
 * was left to redact. Throws not_found or not_allowed.
 */
export async function redactLines(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { transcriptIds, ...where }: Input,
): Promise<string | null> {
  await lockRecord(tx, viewer, where.sessionId)
  const lines = await linesNow(tx, where.sessionId)
  const open = [...new Set(transcriptIds)].map((id) => lineOf(lines, id)).filter((line) => !line.isRedacted)
  if (open.length === 0) return null
  const after = { content: '', heardContent: null, isRedacted: true }
  return changeLines(tx, clock, {
    ...{ ...where, kind: 'redact', userId: viewer.userId },
    changed: open.map((before) => ({ before, after })),
    words: open.map(({ id, content }) => ({ transcriptId: id, from: content, to: '' })),
  })
}
