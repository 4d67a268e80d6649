/** Somebody who sees a meeting writes beside it: a note or a marker for themselves, or a comment for all who see it. */
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

type Where = { organizationId: string; sessionId: string }
type Note = Where & { kind: 'note' | 'marker' | 'comment'; text: string; atSeconds: number | null }

/** Returns its id. Throws not_found. */
export async function writeNote(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  note: Note,
): Promise<string> {
  const { text: content, ...rest } = note
  await readSession(tx, viewer, note.sessionId)
  const id = newId()
  const now = clock.now()
  await tx
    .insertInto('sessionNotes')
    .values({ ...rest, id, userId: viewer.userId, content, createdAt: now, updatedAt: now })
    .execute()
  if (note.kind === 'comment') emit(tx, 'session.changed', whereOf(note))
  return id
}

/** Its writer alone changes it; an empty text deletes it. Throws not_found. */
export async function changeNote(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { noteId, text, ...where }: Where & { noteId: string; text: string },
): Promise<void> {
  await readSession(tx, viewer, where.sessionId)
  const note = await tx
    .selectFrom('sessionNotes')
    .select('kind')
    .where('id', '=', noteId)
    .where('sessionId', '=', where.sessionId)
    .where('userId', '=', viewer.userId)
    .executeTakeFirst()
  if (!note) throw new Refusal('not_found', 'There is no such note of yours')
  if (text === '') await tx.deleteFrom('sessionNotes').where('id', '=', noteId).execute()
  else
    await tx
      .updateTable('sessionNotes')
      .set({ content: text, updatedAt: clock.now() })
      .where('id', '=', noteId)
      .execute()
  if (note.kind === 'comment') emit(tx, 'session.changed', whereOf(where))
}

const whereOf = ({ organizationId, sessionId }: Where): Where => ({ organizationId, sessionId })
