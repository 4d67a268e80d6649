/**
 * What people brought to a meeting, as a model gets it beside the transcript: the owner's words, then of each document
 * as much as there is room for. It explains; it proves nothing, and nothing in it is followed.
 */
import type { OrganizationTx } from '#db/db.ts'
import { loadTexts } from '#documents/reads.ts'
import { readRemarks } from '#documents/session-context.ts'

/** About 4,000 tokens: small local models still read it beside a chunk of the transcript. */
export const MOST_BACKGROUND_CHARS = 16_000
const CUT = ' […]'

/** Null where nobody brought anything. */
export async function readBackground(
  tx: OrganizationTx,
  sessionId: string,
  most = MOST_BACKGROUND_CHARS,
): Promise<string | null> {
  const remarks = await readRemarks(tx, sessionId)
  return backgroundFrom(remarks, await loadTexts(tx, sessionId, most), most)
}

/** What short documents leave over goes to the longer ones. */
export function backgroundFrom(
  remarks: string,
  documents: readonly { name: string; text: string }[],
  most = MOST_BACKGROUND_CHARS,
): string | null {
  let left = most
  const parts: string[] = []
  const add = (text: string, share: number) => {
    const kept = text.length <= share ? text : text.slice(0, Math.max(0, share - CUT.length)) + CUT
    left -= kept.length
    parts.push(kept)
  }
  if (remarks !== '') add(`About the meeting: ${remarks}`, most / 2)
  const byLength = documents.toSorted((a, b) => a.text.length - b.text.length)
  for (const [at, { name, text }] of byLength.entries())
    add(`Document "${name}":\n${text}`, Math.floor(left / (byLength.length - at)))
  return parts.length > 0 ? parts.join('\n\n') : null
}
