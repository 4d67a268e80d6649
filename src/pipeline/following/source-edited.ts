/**
 * Whether what a person wrote into a summary stands in the lines that it rests on. It is theirs to write, and stays as
 * it is; but where the lines do not say it, the page says so. Pure.
 */
import type { Point } from '#db/json.ts'
import { verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { termsOf } from '#pipeline/text/words.ts'
import { type Meeting, noNotes } from '#pipeline/types.ts'
import { mapSections, type Sections } from '#sessions/points/sections.ts'

/** Of the words with weight, so many must be spoken in the lines or one line around them. */
const ENOUGH = 0.5
const AROUND = 1

export function sourceEdited(sections: Sections, meeting: Meeting): Sections {
  const numbers = new Map(meeting.lines.map(({ id, number }) => [id, number]))
  return mapSections(sections, <P extends Point>(points: readonly P[]): P[] =>
    points.map((point) => {
      if (!point.isEdited) return point
      const evidence = point.transcriptIds.flatMap((id) => numbers.get(id) ?? [])
      return { ...point, isUnsourced: !stands(point.text, evidence, meeting) }
    }),
  )
}

function stands(text: string, evidence: number[], meeting: Meeting): boolean {
  const { notes } = verifyPoints({ ...noNotes(), tldr: [{ text, evidence }] }, meeting)
  if (notes.tldr.length === 0) return false
  const around = evidence.flatMap((number) =>
    meeting.lines.slice(Math.max(0, number - 1 - AROUND), number + AROUND),
  )
  const spoken = new Set(around.flatMap(({ speaker, text }) => [...termsOf(speaker), ...termsOf(text)]))
  const written = [...new Set(termsOf(text))]
  return written.filter((term) => spoken.has(term)).length >= ENOUGH * written.length
}
