/** The shapes of the jsonb columns, and how a value is handed to one. */
import type { ColumnType } from 'kysely'

/** A jsonb column: read as T, written as text (pg would turn an array into a Postgres array). */
export type Json<T> = ColumnType<T, string, string>
export type JsonWithDefault<T> = ColumnType<T, string | undefined, string>

/** The text of a value for a jsonb column; NUL, which jsonb cannot hold, becomes the replacement character. */
export const json = (value: unknown): string => JSON.stringify(value).replaceAll('\\u0000', '\\ufffd')

/** One invited person; `email` in lower case. */
export type Participant = {
  email: string
  name: string | null
  response: 'needs_action' | 'accepted' | 'tentative' | 'declined'
  isOrganizer: boolean
}

/** One step of a decision: which rule looked, what it found, and whether it decided. */
export type TrailStep = { step: string; outcome: 'passed' | 'join' | 'skip'; detail?: string }
/** A trail as it is kept: of the many steps that only passed, the name alone. */
export type PackedTrail = (string | TrailStep)[]

/**
 * One point of a summary with the transcript lines that it rests on. `id` is given when the summary is stored;
 * `isUnverified` says that its lines no longer carry it, and `because` why; `isUnsourced`, of a person's own words, that
 * they do not stand in its lines.
 */
export type Point = {
  id?: string
  text: string
  transcriptIds: string[]
  isEdited?: boolean
  isUnverified?: boolean
  isUnsourced?: boolean
  because?: string
}
export type ActionItem = Point & {
  owner: string | null
  dueDate: string | null
  isConfirmed: boolean
  isDone?: boolean
}
/** One subject of a meeting, and what was said about it. */
export type Topic = { title: string; points: Point[] }
/** How much of a meeting its notes speak of (0 to 1), and the stretches of which they do not, in seconds. */
export type Coverage = { share: number; gaps: { from: number; to: number }[] }
/** A summary as it was written. */
export type WrittenNotes = {
  title: string | null
  tldr: Point[]
  decisions: Point[]
  actionItems: ActionItem[]
  followUpQuestions: Point[]
  highlights: Point[]
  topics: Topic[]
}
/** A line that a report cites by its number. */
export type ReportSource = { number: number; sessionId: string; transcriptId: string }
/** What a person changed in a point; a removed one is gone from every later version, too. */
export type PointChange = {
  text?: string | undefined
  /** Of a note: the title under which a person put it. */
  topic?: string | undefined
  isRemoved?: boolean | undefined
  owner?: string | null | undefined
  dueDate?: string | null | undefined
  isConfirmed?: boolean | undefined
  isDone?: boolean | undefined
}

/** A line as it stood before an edit. */
export type LineBefore = {
  id: string
  content: string
  speaker: string
  heardContent: string | null
  heardSpeaker: string | null
  isOwner: boolean
  isRedacted: boolean
}
/** What an edit of the record changed: lines, or for a join the session that was the second half. */
export type RecordBefore = {
  lines: LineBefore[]
  /** Of a remembered name: what was remembered before, if anything. */
  remembered?: { heard: string; name: string | null }
  joined?: {
    sessionId: string
    status: 'draft' | 'active' | 'processing' | 'complete' | 'archived'
    offsetSeconds: number
    firstSequence: number
    addedEmails: string[]
    durationSeconds: number
  }
}

/** Days are 1 for Monday to 7 for Sunday; times are "HH:MM" in the zone. */
export type WorkingHours = { timeZone: string; days: number[]; from: string; to: string }

/**
 * What a meeting looked like, and what had been said about it, when a decision about it was made. Instants as ISO text:
 * two of these, one after the other, tell what happened in between.
 */
export type DecisionFacts = {
  title: string
  start: string
  end: string
  roomKey: string | null
  response: Participant['response']
  saidOfEvent: boolean | null
  saidOfSeries: boolean | null
  rulesSetAt: string | null
  policiesSetAt: string | null
}
