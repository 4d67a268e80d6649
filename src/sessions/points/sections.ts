/** The lists of a summary, read and written together under a lock. */
import type { OrganizationTx } from '#db/db.ts'
import { type ActionItem, json, type Point, type Topic } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'

/** As the API names them → as the table does. */
export const SECTIONS = {
  tldr: 'tldr',
  decisions: 'key_decisions',
  actionItems: 'action_items',
  followUpQuestions: 'follow_up_questions',
  highlights: 'conversation_highlights',
  topics: 'structured_notes',
} as const
export type Section = keyof typeof SECTIONS
export type Sections = Record<Exclude<Section, 'actionItems' | 'topics'>, Point[]> & {
  actionItems: ActionItem[]
  topics: Topic[]
}

/** Undefined where the meeting has no finished summary; `inAnyState`: also an older one, while another is written. */
export async function lockSections(
  tx: OrganizationTx,
  sessionId: string,
  { inAnyState = false } = {},
): Promise<Sections | undefined> {
  const row = await tx
    .selectFrom('summaries')
    .select(['tldr', 'keyDecisions', 'actionItems', 'followUpQuestions', 'conversationHighlights'])
    .select('structuredNotes')
    .where('sessionId', '=', sessionId)
    .$if(!inAnyState, (summary) => summary.where('generationStatus', '=', 'completed'))
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) return undefined
  return {
    tldr: row.tldr,
    decisions: row.keyDecisions,
    actionItems: row.actionItems,
    followUpQuestions: row.followUpQuestions,
    highlights: row.conversationHighlights,
    topics: row.structuredNotes,
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
      structuredNotes: json(sections.topics),
      updatedAt: clock.now(),
    })
    .where('sessionId', '=', sessionId)
    .execute()

/** Each list through the same function; an action item stays one, and a topic without points is none. */
export const mapSections = (
  sections: Sections,
  change: <P extends Point>(points: readonly P[], section: Section) => P[],
): Sections => ({
  tldr: change(sections.tldr, 'tldr'),
  decisions: change(sections.decisions, 'decisions'),
  actionItems: change(sections.actionItems, 'actionItems'),
  followUpQuestions: change(sections.followUpQuestions, 'followUpQuestions'),
  highlights: change(sections.highlights, 'highlights'),
  topics: sections.topics.flatMap(({ title, points }) => {
    const left = change(points, 'topics')
    return left.length > 0 ? [{ title, points: left }] : []
  }),
})

/** The point at the end of the topic of this title, or in a new one at the end. */
export function withNote(topics: readonly Topic[], title: string, point: Point): Topic[] {
  const at = topics.findIndex((topic) => topic.title === title)
  const topic = topics[at]
  if (!topic) return [...topics, { title, points: [point] }]
  return topics.with(at, { title, points: [...topic.points, point] })
}

/** Notes to which a person gave another title stand under it, where the first of them stood. */
export function regrouped(topics: readonly Topic[], titleOf: (note: Point) => string | undefined): Topic[] {
  const notes = topics.flatMap(({ title, points }) => points.map((note) => ({ title, note })))
  if (notes.every(({ note }) => titleOf(note) === undefined)) return [...topics]
  return notes.reduce<Topic[]>((all, { title, note }) => withNote(all, titleOf(note) ?? title, note), [])
}
