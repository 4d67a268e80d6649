/** Words were corrected or redacted: what older versions said of those lines goes. */
import type { OrganizationTx } from '#db/db.ts'
import { json, type Point, type Topic, type WrittenNotes } from '#db/json.ts'
import type { Events } from '#events/events.ts'
import { meetingNow, titleStill } from '#pipeline/following/meeting-now.ts'

/** Reaction to record.changed. The summary itself is followed more closely: see follow-record.ts. */
export async function followVersions(
  tx: OrganizationTx,
  _needs: unknown,
  { sessionId, transcriptIds }: Events['record.changed'],
): Promise<void> {
  const changed = new Set(transcriptIds)
  const rests = ({ transcriptIds: ids }: Point) => !ids.some((id) => changed.has(id))
  const topics = (list: readonly Topic[]) =>
    list.flatMap(({ title, points }) => {
      const left = points.filter(rests)
      if (left.length === points.length) return [{ title, points }]
      return left.length > 0 ? [{ title: 'Topic', points: left }] : [] // the title may repeat what was taken out
    })

  const meeting = await meetingNow(tx, sessionId)
  for (const { id, content } of await loadVersions(tx, sessionId))
    await tx
      .updateTable('summaryVersions')
      .set({
        content: json({
          ...without(content, rests, topics),
          title: meeting && titleStill(content.title, meeting),
        }),
      })
      .where('id', '=', id)
      .execute()
}

const loadVersions = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('summaryVersions')
    .select(['id', 'content'])
    .where('sessionId', '=', sessionId)
    .orderBy('version')
    .execute() // all of them: each can be read and put back

const without = (
  { tldr, decisions, actionItems, followUpQuestions, highlights, topics }: WrittenNotes,
  rests: (point: Point) => boolean,
  follow: (topics: readonly Topic[]) => Topic[],
): Omit<WrittenNotes, 'title'> => ({
  tldr: tldr.filter(rests),
  decisions: decisions.filter(rests),
  actionItems: actionItems.filter(rests),
  followUpQuestions: followUpQuestions.filter(rests),
  highlights: highlights.filter(rests),
  topics: follow(topics),
})
