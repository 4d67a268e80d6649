/** A meeting as it stands now, without its redacted lines: what its summary is held against when the record changes. */
import type { OrganizationTx } from '#db/db.ts'
import { loadLines } from '#pipeline/store.ts'
import { loadTitleAndPeople } from '#pipeline/summarizing/summary-store.ts'
import { verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { type Meeting, noNotes } from '#pipeline/types.ts'

/** Null where it was deleted. */
export async function meetingNow(tx: OrganizationTx, sessionId: string): Promise<Meeting | null> {
  const session = await loadTitleAndPeople(tx, sessionId)
  if (!session) return null
  const lines = (await loadLines(tx, sessionId)).map(({ id, speaker, text }, index) => ({
    ...{ number: index + 1, id, speaker, text },
  }))
  const invited = session.participants.flatMap(({ name }) => name ?? [])
  return {
    title: session.title,
    lines,
    people: [...new Set([...lines.map(({ speaker }) => speaker), ...invited])],
  }
}

/** A summary's title rests on the whole meeting: null for one with a name, figure or link that stands nowhere in it now. */
export const titleStill = (title: string | null, meeting: Meeting): string | null =>
  verifyPoints({ ...noNotes(), title }, meeting).notes.title
