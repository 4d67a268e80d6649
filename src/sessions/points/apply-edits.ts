/**
 * People's edits on a summary that was written anew: each goes to the point that it was made for, found by its lines.
 * What a person wrote is never lost; what they removed does not come back. Pure.
 */
import type { ActionItem, Point, PointChange } from '#db/json.ts'
import { mapSections, type Section, type Sections } from '#sessions/points/sections.ts'

export type PointEdit = {
  pointId: string
  section: Section
  /** As the machine wrote it; null for a point that a person added. */
  sourceText: string | null
  transcriptIds: string[]
  change: PointChange
}

/** Lines shared by two points, of all lines of both, from here on mean the same point. */
const SAME_POINT = 0.5

export function applyEdits(sections: Sections, edits: readonly PointEdit[], newId: () => string): Sections {
  return mapSections(sections, <P extends Point>(points: readonly P[], section: Section): P[] => {
    const free = new Set(edits.filter((edit) => edit.section === section))
    const edited = points.flatMap((point): P[] => {
      const edit = take(free, point)
      const id = edit?.pointId ?? point.id ?? newId()
      if (edit?.change.isRemoved) return []
      return [changed({ ...point, id }, edit?.change ?? {})]
    })
    const kept = [...free].flatMap((edit) => standingAlone<P>(edit, section))
    return [...edited, ...kept]
  })
}

/** A point with a person's change in it. Only a changed text counts as theirs. */
export const changed = <P extends Point>(point: P, { isRemoved: _, ...change }: PointChange): P => {
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined))
  const isEdited = change.text !== undefined && change.text !== point.text
  return { ...point, ...given, ...(isEdited && { isEdited, isUnverified: false }) }
}

function take(free: Set<PointEdit>, point: Point): PointEdit | undefined {
  const best = [...free]
    .map((edit) => ({ edit, likeness: likeness(edit, point) }))
    .filter(({ likeness }) => likeness >= SAME_POINT)
    .toSorted((a, b) => b.likeness - a.likeness)[0]?.edit
  if (best) free.delete(best)
  return best
}

function likeness({ sourceText, transcriptIds, pointId }: PointEdit, point: Point): number {
  if (pointId === point.id) return 3
  if (sourceText === point.text) return 2
  const all = new Set([...transcriptIds, ...point.transcriptIds]).size
  const shared = transcriptIds.filter((id) => point.transcriptIds.includes(id)).length
  return all === 0 ? 0 : shared / all
}

/** The new version has no such point: a person's words, or a task they confirmed, stay all the same. */
function standingAlone<P extends Point>(edit: PointEdit, section: Section): P[] {
  const { change, pointId: id, sourceText, transcriptIds } = edit
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
