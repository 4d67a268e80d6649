/** The rows of reports: asked for, written piece by piece, kept with their sources. Seen by their maker alone. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { json, type ReportSource } from '#db/json.ts'

/** Undefined when it is written already. */
export const beginReport = (tx: OrganizationTx, id: string, now: DateTime) =>
  tx
    .updateTable('customReports')
    .set({ generationStatus: 'generating', generatedContent: '', updatedAt: now })
    .where('id', '=', id)
    .where('generationStatus', '!=', 'completed')
    .returning(['userId', 'title', 'prompt', 'templateId', 'sessionIds'])
    .executeTakeFirst()

/** What there is so far, for those who watch. */
export const saveDraft = (tx: OrganizationTx, id: string, generatedContent: string, now: DateTime) =>
  tx.updateTable('customReports').set({ generatedContent, updatedAt: now }).where('id', '=', id).execute()

type Finished = {
  content: string
  sources: ReportSource[]
  modelUsed: string
  generationError: string | null
}

export const saveReport = (
  tx: OrganizationTx,
  id: string,
  { content, sources, ...rest }: Finished,
  now: DateTime,
) =>
  tx
    .updateTable('customReports')
    .set({
      ...rest,
      generatedContent: content,
      sources: json(sources),
      generationStatus: 'completed',
      updatedAt: now,
    })
    .where('id', '=', id)
    .execute()

export const saveReportFailed = (tx: OrganizationTx, id: string, generationError: string, now: DateTime) =>
  tx
    .updateTable('customReports')
    .set({ generationStatus: 'failed', generationError, updatedAt: now })
    .where('id', '=', id)
    .where('generationStatus', '!=', 'completed')
    .execute()
