/** The nouns of a brief. */
import type { DateTime } from 'luxon'

/** A sentence of an earlier meeting, and the lines that it rests on. */
export type BriefPoint = { text: string; sessionId: string; lines: { id: string; start: number }[] }
export type BriefTask = BriefPoint & {
  pointId: string
  owner: string | null
  dueDate: string | null
  isConfirmed: boolean
  isMine: boolean
  meeting: string
  at: DateTime
}
export type BriefQuestion = BriefPoint & { pointId: string; meeting: string; at: DateTime }
/** An earlier meeting, and why it counts: it is of the same series, or these people were invited to both. */
export type Earlier = {
  sessionId: string
  title: string
  at: DateTime
  isSeries: boolean
  shared: string[]
  tldr: BriefPoint[]
  decisions: BriefPoint[]
}
export type ChecklistItem = {
  key: string
  text: string
  /** Why it was proposed; null for what the person wrote. */
  because: string | null
  isDone: boolean
}
