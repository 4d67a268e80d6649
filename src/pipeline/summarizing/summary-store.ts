/** The summary's row: wished for by a version, written once for each. */
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import { type ActionItem, json, type Point } from '#db/json.ts'
import { newId } from '#lib/ids.ts'

type Where = { organizationId: string; sessionId: string }

/** A new version of the summary is wanted; returns its number. */
export async function wantSummary(tx: OrganizationTx, where: Where, now: DateTime): Promise<number> {
  const { version } = await tx
    .insertInto('summaries')
    .values({ ...where, id: newId(), createdAt: now, updatedAt: now })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'sessionId']).doUpdateSet(({ eb }) => ({
        version: eb('summaries.version', '+', 1),
        generationStatus: 'pending',
        generationError: null,
        updatedAt: now,
      })),
    )
    .returning('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Marks that somebody writes this version; false when it is written already, or a newer one is wanted. */
export async function beginSummary(tx: OrganizationTx, sessionId: string, version: number, now: DateTime) {
  const begun = await tx
    .updateTable('summaries')
    .set({ generationStatus: 'generating', updatedAt: now })
    .where('sessionId', '=', sessionId)
    .where('version', '=', version)
    .where('generationStatus', '!=', 'completed')
    .returning('id')
    .executeTakeFirst()
  return begun !== undefined
}

export const loadTitleAndPeople = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('sessions')
    .select(['title', 'participants'])
    .where('id', '=', sessionId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()

export type StoredNotes = {
  tldr: Point[]
  decisions: Point[]
  actionItems: ActionItem[]
  followUpQuestions: Point[]
  highlights: Point[]
}
export type Result = {
  notes: StoredNotes
  dropped: number
  writtenBy: string | null
  trouble: string | null
  ms: number
}

/** Writes this version once; false when it stands already, or a newer one is wanted. */
export async function saveSummary(
  tx: OrganizationTx,
  sessionId: string,
  version: number,
  { notes, dropped, writtenBy, trouble, ms }: Result,
  now: DateTime,
): Promise<boolean> {
  const saved = await tx
    .updateTable('summaries')
    .set({
      tldr: json(notes.tldr),
      keyDecisions: json(notes.decisions),
      actionItems: json(notes.actionItems),
      followUpQuestions: json(notes.followUpQuestions),
      conversationHighlights: json(notes.highlights),
      generationStatus: 'completed',
      generationError: trouble,
      generationTimeMs: ms,
      modelUsed: writtenBy,
      droppedPoints: dropped,
      updatedAt: now,
    })
    .where('sessionId', '=', sessionId)
    .where('version', '=', version)
    .where('generationStatus', '!=', 'completed')
    .returning('id')
    .executeTakeFirst()
  if (!saved) return false
  await tx
    .updateTable('sessions')
    .set({ status: 'complete', updatedAt: now })
    .where('id', '=', sessionId)
    .where('status', '=', 'processing')
    .execute()
  return true
}

/** Wanted since before `before`, and not written. */
export const findUnwritten = (tx: SystemTx, before: DateTime, most: number) =>
  tx
    .selectFrom('summaries')
    .select(['organizationId', 'sessionId', 'version'])
    .where('generationStatus', 'in', ['pending', 'generating'])
    .where('updatedAt', '<', before)
    .orderBy('updatedAt')
    .orderBy('id')
    .limit(most)
    .execute()
