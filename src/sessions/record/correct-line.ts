/** Its owner corrects what a line says. What was heard stays beside it, so that a later transcript finds the line. */
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { changeLines, lineOf, linesNow, lockRecord, type Where } from '#sessions/record/change-lines.ts'
import type { Viewer } from '#sessions/visible.ts'

type Input = Where & { transcriptId: string; text: string }

/** Throws not_found, not_allowed, or conflict for a redacted line. Null when the line says that already. */
export async function correctLine(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { transcriptId, text, ...where }: Input,
): Promise<string | null> {
  await lockRecord(tx, viewer, where.sessionId)
  const before = lineOf(await linesNow(tx, where.sessionId), transcriptId)
  if (before.isRedacted) throw new Refusal('conflict', 'This line was redacted. Take that back first')
  if (text === before.content) return null
  const heard = before.heardContent ?? before.content
  const after = { content: text, heardContent: heard === text ? null : heard }
  const words = [{ transcriptId, from: before.content, to: text }]
  return changeLines(tx, clock, {
    ...{ ...where, kind: 'text', userId: viewer.userId, words },
    changed: [{ before, after }],
  })
}
