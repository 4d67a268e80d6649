/**
 * Notes by a model: one question where the meeting fits into one, else one per chunk (cut between turns), and a
 * last one over the lines that those notes cite. Every answer is checked against what was said.
 */
import type { Model } from '#pipeline/model/model.ts'
import {
  type Guidance,
  INSTRUCTIONS,
  materialOf,
  NotesShape,
  notesFrom,
} from '#pipeline/summarizing/prompt.ts'
import { type Verified, verifyPoints } from '#pipeline/summarizing/verify-points.ts'
import { type Meeting, type Notes, type NumberedLine, pointsOf } from '#pipeline/types.ts'

/** About 15,000 tokens: what small local models still read well. */
const CHUNK_CHARS = 60_000
/** Lines around a cited one that the last question shows. */
const AROUND = 1
const AT_ONCE = 3

export type Written = { notes: Notes; dropped: number }

/** Throws a Refusal when the model cannot be had. */
export async function summarizeWithModel(
  model: Model,
  meeting: Meeting,
  guidance: Guidance = { instructions: null },
): Promise<Written> {
  const chunks = chunksOf(meeting.lines)
  const parts = await inTurns(chunks, (lines) => notesOn(model, meeting, lines, guidance))
  const [only] = parts
  if (parts.length === 1 && only) return { notes: only.notes, dropped: only.dropped.length }
  const rest = linesCitedBy(parts, meeting.lines)
  const fits = chunksOf(rest).length === 1
  const final = fits ? await notesOn(model, meeting, rest, guidance) : null
  const dropped = [...parts, ...(final ? [final] : [])].reduce((sum, part) => sum + part.dropped.length, 0)
  return { notes: final ? final.notes : joined(parts), dropped }
}

async function notesOn(
  model: Model,
  meeting: Meeting,
  lines: readonly NumberedLine[],
  guidance: Guidance,
): Promise<Verified> {
  const answer = await model.ask({
    name: 'meeting_notes',
    instructions: INSTRUCTIONS,
    material: materialOf(meeting, lines, guidance),
    shape: NotesShape,
  })
  return verifyPoints(notesFrom(answer), meeting)
}

export function chunksOf(lines: readonly NumberedLine[], chars = CHUNK_CHARS): NumberedLine[][] {
  const chunks: NumberedLine[][] = [[]]
  let size = 0
  for (const line of lines) {
    const length = line.speaker.length + line.text.length + 12
    if (size + length > chars && size > 0) {
      chunks.push([])
      size = 0
    }
    chunks.at(-1)?.push(line)
    size += length
  }
  return chunks
}

/** A few questions at a time, answers in order. */
async function inTurns<T, R>(items: readonly T[], ask: (item: T) => Promise<R>): Promise<R[]> {
  const answers: R[] = []
  for (let from = 0; from < items.length; from += AT_ONCE)
    answers.push(...(await Promise.all(items.slice(from, from + AT_ONCE).map(ask))))
  return answers
}

function linesCitedBy(parts: readonly Verified[], lines: readonly NumberedLine[]): NumberedLine[] {
  const points = parts.flatMap(({ notes }) => pointsOf(notes))
  const wanted = new Set(points.flatMap(({ evidence }) => evidence))
  return lines.filter(({ number }) =>
    Array.from({ length: 2 * AROUND + 1 }, (_, i) => number + i - AROUND).some((near) => wanted.has(near)),
  )
}

/** Too much even for one question about the cited lines: the parts, one after the other. */
const joined = (parts: readonly Verified[]): Notes => ({
  title: parts.map(({ notes }) => notes.title).find((title) => title !== null) ?? null,
  tldr: parts.flatMap(({ notes }) => notes.tldr.slice(0, 1)).slice(0, 3),
  decisions: parts.flatMap(({ notes }) => notes.decisions),
  actionItems: parts.flatMap(({ notes }) => notes.actionItems),
  followUpQuestions: parts.flatMap(({ notes }) => notes.followUpQuestions),
  highlights: parts.flatMap(({ notes }) => notes.highlights).slice(0, 8),
  topics: parts.flatMap(({ notes }) => notes.topics),
})
