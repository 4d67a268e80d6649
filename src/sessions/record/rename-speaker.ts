/** Its owner says who really spoke: in this line, in all lines of that speaker, and perhaps in meetings to come. */
import type { OrganizationTx } from '#db/db.ts'
import type { LineBefore } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { changeLines, lineOf, linesNow, lockRecord, type Where } from '#sessions/record/change-lines.ts'
import { canBeRemembered, rememberName } from '#sessions/record/speaker-names.ts'
import type { Viewer } from '#sessions/visible.ts'

type Input = Where & {
  transcriptId: string
  name: string
  scope: 'line' | 'speaker'
  isRemembered: boolean
}

/**
 * Null when nothing changes. Throws not_found, not_allowed, or validation_failed where a label such as "Speaker 2" is
 * to be remembered: it means somebody else in each meeting.
 */
export async function renameSpeaker(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { transcriptId, name, scope, isRemembered, ...where }: Input,
): Promise<string | null> {
  const session = await lockRecord(tx, viewer, where.sessionId)
  const lines = await linesNow(tx, where.sessionId)
  const line = lineOf(lines, transcriptId)
  const heard = line.heardSpeaker ?? line.speaker
  if (isRemembered && !canBeRemembered(heard))
    throw new Refusal(
      'validation_failed',
      `“${heard}” is somebody else in each meeting, so it cannot be remembered`,
    )
  const concerned = scope === 'line' ? [line] : lines.filter(({ speaker }) => speaker === line.speaker)
  const isOwner = name.toLowerCase() === session.ownerName.toLowerCase()
  const changed = concerned
    .filter(({ speaker }) => speaker !== name)
    .map((before) => ({ before, after: { ...named(before, name), isOwner } }))
  if (changed.length === 0 && !isRemembered) return null
  const remembered = isRemembered
    ? await rememberName(tx, clock, viewer.userId, where, { heard, name })
    : undefined
  // With one line of several renamed, the old name still stands for somebody else elsewhere.
  const words = scope === 'speaker' ? [{ transcriptId: null, from: line.speaker, to: name }] : []
  return changeLines(tx, clock, {
    ...{ ...where, kind: 'speaker', userId: viewer.userId, changed, words },
    ...(remembered && { remembered }),
  })
}

function named(before: LineBefore, name: string) {
  const heard = before.heardSpeaker ?? before.speaker
  return { speaker: name, heardSpeaker: heard === name ? null : heard }
}
