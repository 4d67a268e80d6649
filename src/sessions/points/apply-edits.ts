/**
 * People's edits on a summary that was written anew: each goes to the point that it was made for, found by its lines.
 * What a person wrote is never lost; what they removed does not come back. Pure.
 */
import type { ActionItem, Point, PointChange } from '#db/json.ts'
import { mapSections, regrouped, type Section, type Sections, withNote } from '#sessions/points/sections.ts'

export type PointEdit = {
  pointId: string
  section: Section
  /** Of a note: the title under which it stood. */
  topic?: string | null
  /** As the machine wrote it; null for a point that a person added. */
  sourceText: string | null
  transcriptIds: string[]
  change: PointChange
}

/** How much alike an edited point and a new one are: the same point, the same words, or the share of lines of both. */
const SAME_ID = 3
const SAME_WORDS = 2
/** Lines shared by two points, of all lines of both, from here on mean the same point. */
const SAME_LINES = 0.5

export function applyEdits(sections: Sections, edits: readonly PointEdit[], newId: () => string): Sections {
  const editOf = assigned(sections, edits)
  const after = mapSections(sections, <P extends Point>(points: readonly P[]): P[] =>
    points.flatMap((point): P[] => {
      const edit = editOf.get(point)
      const id = edit?.pointId ?? point.id ?? newId()
      if (edit?.change.isRemoved) return []
      return [changed({ ...point, id }, edit?.change ?? {})]
    }),
  )
  const taken = new Set(editOf.values())
  const titles = new Map([...taken].map(({ pointId, change }) => [pointId, change.topic]))
  return withThoseLeft(
    { ...after, topics: regrouped(after.topics, ({ id }) => titles.get(id ?? '')) },
    edits.filter((edit) => !taken.has(edit)),
  )
}

/** Each edit goes to one point: first those whose point came again, then those whose lines another one rests on. */
function assigned(sections: Sections, edits: readonly PointEdit[]): Map<Point, PointEdit> {
  const all: { point: Point; section: Section }[] = []
  mapSections(sections, (points, section) => {
    all.push(...points.map((point) => ({ point, section })))
    return [...points]
  })
  const free = new Set(edits)
  const found = new Map<Point, PointEdit>()
  for (const least of [SAME_WORDS, SAME_LINES])
    for (const { point, section } of all) {
      const edit = found.has(point) ? undefined : take(free, section, point, least)
      if (edit) found.set(point, edit)
    }
  return found
}

/** Edits whose points the new version does not have. */
function withThoseLeft(sections: Sections, edits: readonly PointEdit[]): Sections {
  const left = <P extends Point>(section: Section): P[] =>
    edits.filter((edit) => edit.section === section).flatMap((edit) => standingAlone<P>(edit))
  const lists = mapSections(sections, <P extends Point>(points: readonly P[], section: Section): P[] =>
    section === 'topics' ? [...points] : [...points, ...left<P>(section)],
  )
  const notes = edits.filter(({ section }) => section === 'topics')
  const topics = notes.reduce(
    (known, edit) =>
      standingAlone(edit).reduce(
        (all, note) => withNote(all, edit.change.topic ?? edit.topic ?? '', note),
        known,
      ),
    lists.topics,
  )
  return { ...lists, topics }
}

/** A point with a person's change in it. Only a changed text counts as theirs. */
export const changed = <P extends Point>(
  point: P,
  { isRemoved: _, topic: __, ...change }: PointChange,
): P => {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const isEdited = change.text !== undefined && change.text !== point.text
  return { ...point, ...given, ...(isEdited && { isEdited, isUnverified: false }) }
}

function take(free: Set<PointEdit>, section: Section, point: Point, least: number): PointEdit | undefined {
  const best = [...free]
    .filter((edit) => edit.section === section)
    .map((edit) => ({ edit, likeness: likeness(edit, point) }))
    .filter(({ likeness }) => likeness >= least)
    .toSorted((a, b) => b.likeness - a.likeness)[0]?.edit
  if (best) free.delete(best)
  return best
}

function likeness({ section, sourceText, transcriptIds, pointId }: PointEdit, point: Point): number {
  if (pointId === point.id) return SAME_ID
  if (section === 'topics' && sourceText === null) return 0 // many notes rest on one line: an own one stands beside them
  if (sourceText === point.text) return SAME_WORDS
  const all = new Set([...transcriptIds, ...point.transcriptIds]).size
  const shared = transcriptIds.filter((id) => point.transcriptIds.includes(id)).length
  return all === 0 ? 0 : shared / all
}

/** The new version has no such point: a person's words, or a task they confirmed, stay all the same. */
function standingAlone<P extends Point>(edit: PointEdit): P[] {
  const { section, change, pointId: id, sourceText, transcriptIds } = edit
  const isKept = change.text !== undefined || change.isConfirmed === true || change.owner || change.dueDate
  const text = change.text ?? sourceText
  if (change.isRemoved || !isKept || !text) return []
  const plain: Point = { id, text, transcriptIds }
  const item: ActionItem = { ...plain, owner: null, dueDate: null, isConfirmed: false }
  // The section says which of the two it is: `points` of action items are action items.
  return [changed((section === 'actionItems' ? item : plain) as P, { ...change, text: undefined })].map(
    (point) => (change.text === undefined ? point : { ...point, isEdited: true }),
  )
}
