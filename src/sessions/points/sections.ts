/** The five lists of a summary, read and written together under a lock. */
import type { OrganizationTx } from '#db/db.ts'
import { type ActionItem, json, type Point } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'

/** As the API names them → as the table does. */
export const SECTIONS = {
  tldr: 'tldr',
  decisions: 'key_decisions',
  actionItems: 'action_items',
  followUpQuestions: 'follow_up_questions',
  highlights: 'conversation_highlights',
} as const
export type Section = keyof typeof SECTIONS
export type Sections = Record<Exclude<Section, 'actionItems'>, Point[]> & { actionItems: ActionItem[] }

/** Undefined where the meeting has no finished summary. */
export async function lockSections(tx: OrganizationTx, sessionId: string): Promise<Sections | undefined> {
  const row = await tx
    .selectFrom('summaries')
    .select(['tldr', 'keyDecisions', 'actionItems', 'followUpQuestions', 'conversationHighlights'])
    .where('sessionId', '=', sessionId)
    .where('generationStatus', '=', 'completed')
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  return {
    tldr: row.tldr,
    decisions: row.keyDecisions,
    actionItems: row.actionItems,
    followUpQuestions: row.followUpQuestions,
    highlights: row.conversationHighlights,
  }
}

export const saveSections = (tx: OrganizationTx, clock: Clock, sessionId: string, sections: Sections) =>
  tx
    .updateTable('summaries')
    .set({
      tldr: json(sections.tldr),
      keyDecisions: json(sections.decisions),
      actionItems: json(sections.actionItems),
      followUpQuestions: json(sections.followUpQuestions),
      conversationHighlights: json(sections.highlights),
      updatedAt: clock.now(),
    })
    .where('sessionId', '=', sessionId)
    .execute()

/** Each list through the same function; an action item stays one. */
export const mapSections = (
  sections: Sections,
  change: <P extends Point>(points: readonly P[], section: Section) => P[],
): Sections => ({
  tldr: change(sections.tldr, 'tldr'),
  decisions: change(sections.decisions, 'decisions'),
  actionItems: change(sections.actionItems, 'actionItems'),
  followUpQuestions: change(sections.followUpQuestions, 'followUpQuestions'),
  highlights: change(sections.highlights, 'highlights'),
})
