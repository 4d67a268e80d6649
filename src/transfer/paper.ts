/** A meeting as a paper: what every export format is made from. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { readLines, readSession, readSummary } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

export type PaperLine = { speaker: string; text: string; start: number; end: number; isRedacted: boolean }
export type PaperPoint = {
  text: string
  /** Where its first line is said; null where nothing is left of it. */
  at: number | null
  isEdited: boolean
  /** Why the lines do not carry it. */
  trouble: string | null
}
export type PaperTask = PaperPoint & {
  owner: string | null
  dueDate: string | null
  isConfirmed: boolean
  isDone: boolean
}
export type Paper = {
  id: string
  title: string
  start: DateTime
  durationSeconds: number
  people: string[]
  url: string
  writtenBy: string | null
  tldr: PaperPoint[]
  decisions: PaperPoint[]
  actionItems: PaperTask[]
  followUpQuestions: PaperPoint[]
  highlights: PaperPoint[]
  lines: PaperLine[]
}

/** Throws not_found for those who may not see it. */
export async function paperOf(
  tx: OrganizationTx,
  viewer: Viewer,
  id: string,
  publicUrl: string,
): Promise<Paper> {
  const session = await readSession(tx, viewer, id)
  const lines = (await readLines(tx, id)).filter(({ isFinal }) => isFinal)
  const summary = await readSummary(tx, id)
  const starts = new Map(lines.map((line) => [line.id, line.start]))
  const placed = <P extends { text: string; lineIds: string[]; isEdited: boolean; trouble: string | null }>({
    lineIds,
    ...point
  }: P) => ({ ...point, at: lineIds.map((line) => starts.get(line)).find((at) => at !== undefined) ?? null })
  return {
    ...{ id, title: session.title, durationSeconds: session.durationSeconds, lines },
    start: session.recordingStartedAt ?? session.start,
    people: [...new Set([...session.people.map(({ name, email }) => name ?? email), ...speakersOf(lines)])],
    url: `${publicUrl}/meetings/${id}`,
    writtenBy: summary?.writtenBy ?? null,
    tldr: summary?.tldr.map(placed) ?? [],
    decisions: summary?.decisions.map(placed) ?? [],
    actionItems: summary?.actionItems.map(placed) ?? [],
    followUpQuestions: summary?.followUpQuestions.map(placed) ?? [],
    highlights: summary?.highlights.map(placed) ?? [],
  }
}

const speakersOf = (lines: readonly PaperLine[]) => [...new Set(lines.map(({ speaker }) => speaker))]

/** What stands where a line was redacted. */
export const REDACTED = '[redacted]'
export const wordsOf = ({ text, isRedacted }: PaperLine): string => (isRedacted ? REDACTED : text)

/** The lists of a paper in the order of the page, under their headings; empty ones left out. */
export function sectionsOf(
  paper: Paper,
): { heading: string; points: { text: string; at: number | null }[] }[] {
  const noted = (point: PaperPoint) => ({
    at: point.at,
    text: point.trouble ? `${point.text} (not supported by the transcript: ${point.trouble})` : point.text,
  })
  const sections = [
    { heading: 'In short', points: paper.tldr.map(noted) },
    { heading: 'Decisions', points: paper.decisions.map(noted) },
    {
      heading: 'Tasks',
      points: paper.actionItems.map((task) => ({
        ...noted(task),
        text: `${noted(task).text} (${promiseOf(task)})`,
      })),
    },
    { heading: 'Open questions', points: paper.followUpQuestions.map(noted) },
    { heading: 'Highlights', points: paper.highlights.map(noted) },
  ]
  return sections.filter(({ points }) => points.length > 0)
}

const promiseOf = ({ owner, dueDate, isConfirmed, isDone }: PaperTask) =>
  [owner ?? 'nobody named', dueDate, isDone ? 'done' : isConfirmed ? 'confirmed' : 'suggested']
    .filter(Boolean)
    .join(', ')

export const dateOf = ({ start }: Paper): string => start.toFormat("d LLLL yyyy, HH:mm 'UTC'")

export const authorOf = ({ writtenBy }: Paper): string =>
  writtenBy === null
    ? 'There is no summary.'
    : writtenBy === 'extractive'
      ? 'The summary consists of sentences of the meeting, chosen by rules; no language model wrote it.'
      : `The summary was written by ${writtenBy} and checked against the transcript.`

/** 75 → 1:15, 3675 → 1:01:15 */
export function positionOf(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds))
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60]
  const shown = parts[0] ? parts : parts.slice(1)
  return shown.map((part, at) => (at ? String(part).padStart(2, '0') : String(part))).join(':')
}
