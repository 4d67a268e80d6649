/**
 * Lines as they were heard, whatever people have corrected since: a finished transcript is compared with these. A
 * redacted line stays redacted, however often its words come in again.
 */
import type { OrganizationTx } from '#db/db.ts'
import type { StoredLine } from '#pipeline/finishing/reconcile.ts'
import type { SpokenLine } from '#pipeline/types.ts'

/** In the order in which they were said; a redacted one without words. */
export async function loadHeardLines(tx: OrganizationTx, sessionId: string): Promise<StoredLine[]> {
  const rows = await tx
    .selectFrom('transcripts')
    .select(['id', 'sequenceNumber as sequence', 'participantId', 'isOwner', 'isFinal', 'wordTimes'])
    .select(['startTimeSeconds as start', 'endTimeSeconds as end'])
    .select(({ fn }) => fn.coalesce('heardContent', 'content').as('text'))
    .select(({ fn }) => fn.coalesce('heardSpeaker', 'speaker').as('speaker'))
    .where('sessionId', '=', sessionId)
    .orderBy('sequenceNumber')
    .execute()
  return rows
}

/** Final lines that were mostly said within a redacted one of the same speaker lose their words. */
export function withoutRedacted(lines: readonly SpokenLine[], stored: readonly StoredLine[]): SpokenLine[] {
  const redacted = stored.filter(({ text, isFinal }) => text === '' && isFinal)
  if (redacted.length === 0) return [...lines]
  return lines.map((line) =>
    redacted.some((gone) => gone.speaker === line.speaker && isMostlyWithin(line, gone))
      ? { ...line, text: '', wordTimes: null }
      : line,
  )
}

function isMostlyWithin(line: SpokenLine, gone: StoredLine): boolean {
  const shared = Math.min(line.end, gone.end) - Math.max(line.start, gone.start)
  return shared > 0 && shared >= Math.min(line.end - line.start, gone.end - gone.start) / 2
}
