/** What other parts of the pipeline read of a summary. */
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'

/** Every point of the finished summary, whatever list it stands in; none before it is written. */
export async function readSummaryTexts(tx: OrganizationTx, sessionId: string): Promise<Point[]> {
  const row = await tx
    .selectFrom('summaries')
    .select(['tldr', 'keyDecisions', 'actionItems', 'followUpQuestions', 'conversationHighlights'])
    .where('sessionId', '=', sessionId)
    .where('generationStatus', '=', 'completed')
    .executeTakeFirst()
  if (!row) return []
  return [
    row.tldr,
    row.keyDecisions,
    row.actionItems,
    row.followUpQuestions,
    row.conversationHighlights,
  ].flat()
}
