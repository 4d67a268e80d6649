/** The owner of a meeting changes a point of its summary, confirms a task, adds one of their own, or takes one out. */
import type { OrganizationTx } from '#db/db.ts'
import type { ActionItem, Point, PointChange } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { changed } from '#sessions/points/apply-edits.ts'
import { saveEdit } from '#sessions/points/edit-store.ts'
import { ownSections } from '#sessions/points/own-sections.ts'
import {
  mapSections,
  type Section,
  type Sections,
  saveSections,
  withNote,
} from '#sessions/points/sections.ts'
import type { Viewer } from '#sessions/visible.ts'

type Where = { organizationId: string; sessionId: string }
type Edit = Where & { pointId: string; change: PointChange }

/** Throws not_found, not_allowed. Saying the same again changes nothing. */
export async function editPoint(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { pointId, change, ...where }: Edit,
): Promise<void> {
  const sections = await ownSections(tx, viewer, where.sessionId)
  const found = placeOf(sections, pointId)
  if (!found) throw new Refusal('not_found', 'There is no such point in this summary')
  const after = mapSections(sections, (points) =>
    points.flatMap((point) => {
      if (point.id !== pointId) return [point]
      return change.isRemoved ? [] : [changed(point, change)]
    }),
  )
  await saveSections(tx, clock, where.sessionId, after)
  const { point, ...place } = found
  const edit = { ...place, pointId, sourceText: point.text, transcriptIds: point.transcriptIds, change }
  await saveEdit(tx, clock, { ...where, userId: viewer.userId }, edit)
  emit(tx, 'points.edited', where)
  emit(tx, 'session.changed', where)
}

type Added = Where & {
  section: Section
  /** Of a note: the title under which it stands. */
  topic?: string | undefined
  text: string
  transcriptIds: string[]
}

/** Returns the new point's id. Throws not_found, not_allowed, validation_failed for lines of another meeting. */
export async function addPoint(
  tx: OrganizationTx,
  clock: Clock,
  viewer: Viewer,
  { section, topic = NOTES, text, transcriptIds, ...where }: Added,
): Promise<string> {
  const sections = await ownSections(tx, viewer, where.sessionId)
  await refuseForeignLines(tx, where.sessionId, transcriptIds)
  const id = newId()
  const point: Point = { id, text, transcriptIds, isEdited: true }
  const after = withPoint(sections, section, topic, point)
  await saveSections(tx, clock, where.sessionId, after)
  const change: PointChange = { text, ...(section === 'actionItems' && { isConfirmed: true }) }
  const place = { section, topic: section === 'topics' ? topic : null }
  const edit = { ...place, pointId: id, sourceText: null, transcriptIds, change }
  await saveEdit(tx, clock, { ...where, userId: viewer.userId }, edit)
  emit(tx, 'points.edited', where)
  emit(tx, 'session.changed', where)
  return id
}

/** The topic of a note for which none was named. */
const NOTES = 'Notes'

function withPoint(sections: Sections, section: Section, topic: string, point: Point): Sections {
  if (section === 'topics') return { ...sections, topics: withNote(sections.topics, topic, point) }
  if (section !== 'actionItems') return { ...sections, [section]: [...sections[section], point] }
  const item: ActionItem = { ...point, owner: null, dueDate: null, isConfirmed: true }
  return { ...sections, actionItems: [...sections.actionItems, item] }
}

function placeOf({ topics, ...lists }: Sections, pointId: string) {
  const places = [
    ...Object.entries(lists).map(([section, points]) => ({ section, topic: null, points })),
    ...topics.map(({ title, points }) => ({ section: 'topics', topic: title, points })),
  ]
  for (const { section, topic, points } of places) {
    const point = points.find(({ id }) => id === pointId)
    if (point) return { section: section as Section, topic, point } // the lists' keys are sections
  }
  return undefined
}

async function refuseForeignLines(tx: OrganizationTx, sessionId: string, transcriptIds: string[]) {
  if (transcriptIds.length === 0) return
  const known = await tx
    .selectFrom('transcripts')
    .select('id')
    .where('sessionId', '=', sessionId)
    .where('id', 'in', transcriptIds)
    .execute()
  if (known.length < new Set(transcriptIds).size)
    throw new Refusal('validation_failed', 'A point can rest only on lines of its own meeting')
}
