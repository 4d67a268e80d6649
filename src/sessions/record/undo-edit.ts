/** Takes an edit of the record back: each line stands again as it stood before. */
import type { Selectable } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import type { RecordBefore } from '#db/json.ts'
import type { RecordEdits } from '#db/tables.gen.ts'
import { type ChangedWords, emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { linesNow, lockRecord, saveLine, type Where } from '#sessions/record/change-lines.ts'
import { separateSessions } from '#sessions/record/separate-sessions.ts'
import { recallName } from '#sessions/record/speaker-names.ts'
import type { Viewer } from '#sessions/visible.ts'

type Edit = Pick<
  Selectable<RecordEdits>,
  'id' | 'kind' | 'before' | 'editNumber' | 'isForgotten' | 'undoneAt'
>

/** Throws not_found, not_allowed, conflict while a later edit stands on it, or gone once the words were wiped. */
export async function undoEdit(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { editId, ...where }: Where & { editId: string },
): Promise<void> {
  await lockRecord(tx, viewer, where.sessionId)
  const edits = await editsOf(tx, where.sessionId)
  const edit = edits.find(({ id }) => id === editId)
  if (!edit) throw new Refusal('not_found', 'There is no such change')
  if (edit.undoneAt) return
  if (edit.isForgotten) throw new Refusal('gone', 'The redacted words were wiped for good')
  if (edits.some((later) => standsOn(later, edit)))
    throw new Refusal('conflict', 'Something was changed there since. Take that back first')
  await tx.updateTable('recordEdits').set({ undoneAt: clock.now() }).where('id', '=', editId).execute()
  if (edit.before.joined) await separateSessions(tx, clock, where, edit.before.joined)
  else await restore(tx, clock, viewer, where, edit)
}

const editsOf = (tx: OrganizationTx, sessionId: string): Promise<Edit[]> =>
  tx
    .selectFrom('recordEdits')
    .select(['id', 'kind', 'before', 'editNumber', 'isForgotten', 'undoneAt'])
    .where('sessionId', '=', sessionId)
    .orderBy('editNumber')
    .execute()

const idsOf = ({ lines }: RecordBefore) => lines.map(({ id }) => id)

/** A later change of one of the same lines; after a join, any. */
function standsOn(later: Edit, edit: Edit): boolean {
  if (later.undoneAt || later.editNumber <= edit.editNumber) return false
  return edit.kind === 'join' || idsOf(later.before).some((id) => idsOf(edit.before).includes(id))
}

async function restore(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  where: Where,
  { kind, before }: Edit,
) {
  const now = new Map((await linesNow(tx, where.sessionId)).map((line) => [line.id, line]))
  const there = before.lines.filter(({ id }) => now.has(id)) // a newer transcript may have taken some away
  for (const { id, ...line } of there) await saveLine(tx, clock, id, line)
  if (before.remembered) await recallName(tx, clock, viewer.userId, before.remembered)
  const words = there.flatMap((line): ChangedWords[] => {
    const shown = now.get(line.id)
    if (!shown) return []
    if (kind === 'speaker') return [{ transcriptId: null, from: shown.speaker, to: line.speaker }]
    return [{ transcriptId: line.id, from: shown.content, to: line.content }]
  })
  const isWholeSpeaker = kind !== 'speaker' || there.length > 1
  emit(tx, 'record.changed', {
    ...where,
    transcriptIds: there.map(({ id }) => id),
    words: isWholeSpeaker ? [...new Map(words.map((word) => [JSON.stringify(word), word])).values()] : [],
  })
}
