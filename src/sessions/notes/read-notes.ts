/** What people wrote beside a transcript: my own notes and markers, and everybody's comments. */
import type { OrganizationTx } from '#db/db.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

const MOST = 1_000

/** In the order of the recording; what belongs to no moment goes first. Throws not_found. */
export async function readNotes(tx: OrganizationTx, viewer: Viewer, sessionId: string) {
  await readSession(tx, viewer, sessionId)
  const rows = await tx
    .selectFrom('sessionNotes as note')
    .leftJoin('organizationPeople as writer', 'writer.userId', 'note.userId')
    .select([
      'note.id',
      'note.kind',
      'note.content as text',
      'note.atSeconds',
      'note.createdAt',
      'note.userId',
    ])
    .select('writer.fullName as writerName')
    .where('note.sessionId', '=', sessionId)
    .where(({ or, eb }) => or([eb('note.kind', '=', 'comment'), eb('note.userId', '=', viewer.userId)]))
    .orderBy('note.atSeconds', (order) => order.asc().nullsFirst())
    .orderBy('note.createdAt')
    .orderBy('note.id')
    .limit(MOST)
    .execute()
  return rows.map(({ userId, writerName, ...note }) => ({
    ...note,
    writer: writerName ?? 'A former member',
    isMine: userId === viewer.userId,
  }))
}
