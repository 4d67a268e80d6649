/** The summary's row: wished for by a version, written once for each. */
import type { DateTime } from 'luxon'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import { type Coverage, json, type WrittenNotes } from '#db/json.ts'
import { newId } from '#lib/ids.ts'

type Where = { organizationId: string; sessionId: string }

/** How the next version is wished for; what is left out stays as it was. */
export type Wish = { instructions?: string | null | undefined; templateId?: string | null | undefined }

/** A new version of the summary is wanted; returns its number. */
export async function wantSummary(
  tx: OrganizationTx,
  where: Where,
  wish: Wish,
  now: DateTime,
): Promise<number> {
  const wished = {
    ...(wish.instructions !== undefined && { instructions: wish.instructions }),
    ...(wish.templateId !== undefined && { templateId: wish.templateId }),
  }
  const { version } = await tx
    .insertInto('summaries')
    .values({ ...where, ...wished, id: newId(), createdAt: now, updatedAt: now })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'sessionId']).doUpdateSet(({ eb }) => ({
        ...wished,
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

/** Marks that somebody writes this version; undefined when it is written already, or a newer one is wanted. */
export const beginSummary = (tx: OrganizationTx, sessionId: string, version: number, now: DateTime) =>
  tx
    .updateTable('summaries')
    .set({ generationStatus: 'generating', updatedAt: now })
    .where('sessionId', '=', sessionId)
    .where('version', '=', version)
    .where('generationStatus', '!=', 'completed')
    .returning(['instructions', 'templateId'])
    .executeTakeFirst()

export const loadTitleAndPeople = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('sessions')
    .select(['title', 'participants'])
    .where('id', '=', sessionId)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()

export type Result = {
  notes: WrittenNotes
  coverage: Coverage
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
  { notes, coverage, dropped, writtenBy, trouble, ms }: Result,
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
      title: notes.title,
      structuredNotes: json(notes.topics),
      coverage: json(coverage),
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
    .returning(['organizationId', 'instructions', 'templateId'])
    .executeTakeFirst()
  if (!saved) return false
  await tx
    .insertInto('summaryVersions')
    .values({
      ...saved,
      id: newId(),
      sessionId,
      version,
      content: json(notes),
      modelUsed: writtenBy,
      createdAt: now,
    })
    .execute()
  await closeSession(tx, sessionId, now)
  return true
}

/** Nobody could write it: said, so that the page need not wait. Another try may still succeed. */
export async function saveFailed(tx: OrganizationTx, sessionId: string, version: number, now: DateTime) {
  await tx
    .updateTable('summaries')
    .set({
      generationStatus: 'failed',
      generationError: 'Something went wrong on our side while this was written. Write it anew.',
      updatedAt: now,
    })
    .where('sessionId', '=', sessionId)
    .where('version', '=', version)
    .where('generationStatus', '!=', 'completed')
    .execute()
  await closeSession(tx, sessionId, now)
}

const closeSession = (tx: OrganizationTx, sessionId: string, now: DateTime) =>
  tx
    .updateTable('sessions')
    .set({ status: 'complete', updatedAt: now })
    .where('id', '=', sessionId)
    .where('status', '=', 'processing')
    .execute()

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
