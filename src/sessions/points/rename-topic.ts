/** A topic of the notes gets another title. Each of its notes bears it, so that it stays when they are written anew. */
import type { OrganizationTx } from '#db/db.ts'
import type { Point } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { saveEdit } from '#sessions/points/edit-store.ts'
import { ownSections } from '#sessions/points/own-sections.ts'
import { regrouped, saveSections } from '#sessions/points/sections.ts'
import type { Viewer } from '#sessions/visible.ts'

type Renamed = { organizationId: string; sessionId: string; title: string; newTitle: string }

/** Throws not_found, not_allowed, and conflict where another topic has that title: two would become one for good. */
export async function renameTopic(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { title, newTitle, ...where }: Renamed,
): Promise<void> {
  const sections = await ownSections(tx, viewer, where.sessionId)
  const notes = sections.topics.filter((topic) => topic.title === title).flatMap(({ points }) => points)
  if (notes.length === 0) throw new Refusal('not_found', 'There is no such topic in this summary')
  if (newTitle === title) return
  if (sections.topics.some((topic) => topic.title === newTitle))
    throw new Refusal('conflict', 'Another topic has that title already')
  const topics = regrouped(sections.topics, (note) => (notes.includes(note) ? newTitle : undefined))
  await saveSections(tx, clock, where.sessionId, { ...sections, topics })
  for (const note of notes) await saveEdit(tx, clock, { ...where, userId: viewer.userId }, borne(note))
  emit(tx, 'points.edited', where)
  emit(tx, 'session.changed', where)

  function borne({ id = '', text, transcriptIds }: Point) {
    const change = { topic: newTitle }
    return { pointId: id, section: 'topics' as const, topic: title, sourceText: text, transcriptIds, change }
  }
}
