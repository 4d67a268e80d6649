/** Changes lines of the record: what stood there goes into the ledger first, and whoever builds on the lines is told. */
import type { OrganizationTx } from '#db/db.ts'
import { json, type LineBefore, type RecordBefore } from '#db/json.ts'
import { type ChangedWords, emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { ownSession } from '#sessions/own-session.ts'
import type { Viewer } from '#sessions/visible.ts'

export type LineAfter = Partial<Omit<LineBefore, 'id'>>
export type Where = { organizationId: string; sessionId: string }
export type EditKind = 'text' | 'speaker' | 'redact' | 'join'

/** Refuses who does not own the meeting, and locks it, so that two edits are made one after the other. */
export async function lockRecord(tx: OrganizationTx, viewer: Viewer, sessionId: string) {
  const session = await ownSession(tx, viewer, sessionId)
  await tx.selectFrom('sessions').select('id').where('id', '=', sessionId).forNoKeyUpdate().execute()
  return session
}

/** The finished lines of a meeting as they stand, in order. */
export const linesNow = (tx: OrganizationTx, sessionId: string): Promise<LineBefore[]> =>
  tx
    .selectFrom('transcripts')
    .select(['id', 'content', 'speaker', 'heardContent', 'heardSpeaker', 'isOwner', 'isRedacted'])
    .where('sessionId', '=', sessionId)
    .where('isFinal', '=', true)
    .orderBy('sequenceNumber')
    .execute()

/** One of them. Throws not_found. */
export function lineOf(lines: readonly LineBefore[], id: string): LineBefore {
  const line = lines.find((line) => line.id === id)
  if (!line) throw new Refusal('not_found', 'There is no such line in this meeting')
  return line
}

type Edit = Where & {
  kind: EditKind
  userId: string
  changed: { before: LineBefore; after: LineAfter }[]
  words: ChangedWords[]
  remembered?: RecordBefore['remembered']
}

/** Returns the edit's id, with which it can be taken back. */
export async function changeLines(tx: OrganizationTx, clock: Clock, edit: Edit): Promise<string> {
  const { organizationId, sessionId, kind, userId, changed, words, remembered } = edit
  const id = newId()
  const before: RecordBefore = {
    lines: changed.map(({ before }) => before),
    ...(remembered && { remembered }),
  }
  await tx
    .insertInto('recordEdits')
    .values({ organizationId, id, sessionId, userId, kind, before: json(before), createdAt: clock.now() })
    .execute()
  for (const { before, after } of changed) await saveLine(tx, clock, before.id, after)
  const transcriptIds = changed.map(({ before }) => before.id)
  emit(tx, 'record.changed', { organizationId, sessionId, transcriptIds, words })
  return id
}

export const saveLine = (tx: OrganizationTx, clock: Clock, id: string, after: LineAfter) =>
  tx
    .updateTable('transcripts')
    .set({ ...after, updatedAt: clock.now() })
    .where('id', '=', id)
    .execute()
