/** What other parts of the pipeline read of a summary. */
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'

/** By meeting, the points of its finished summary but for the notes by topic, which retell them; none before it is written. */
export async function readSummaryTexts(
  tx: OrganizationTx,
  sessionIds: readonly string[],
): Promise<Map<string, Point[]>> {
  if (sessionIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('summaries')
    .select(['sessionId', 'tldr', 'keyDecisions', 'actionItems', 'followUpQuestions'])
    .select('conversationHighlights')
    .where('sessionId', 'in', sessionIds)
    .where('generationStatus', '=', 'completed')
    .execute()
  return new Map(
    rows.map(({ sessionId, tldr, keyDecisions, actionItems, followUpQuestions, conversationHighlights }) => [
      sessionId,
      [tldr, keyDecisions, actionItems, followUpQuestions, conversationHighlights].flat(),
    ]),
  )
}
