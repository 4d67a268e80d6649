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

/** One point of a summary with the transcript lines that it rests on. */
export type Point = { text: string; transcriptIds: string[] }
export type ActionItem = Point & { owner: string | null; dueDate: string | null; isConfirmed: boolean }
