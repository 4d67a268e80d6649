/** The nouns of the pipeline: what was spoken, and the notes that are taken of it. */

/** One utterance as it will be stored; seconds since the session's recording began. */
export type SpokenLine = {
  speaker: string
  /** The provider's id of the speaker, unique within the meeting. */
  participantId: string | null
  isOwner: boolean
  text: string
  start: number
  end: number
}

/** A stored line with the number by which notes cite it: 1 for the first. */
export type NumberedLine = { number: number; id: string; speaker: string; text: string }

/** A point before it is stored: it rests on lines by number. */
export type DraftPoint = { text: string; evidence: number[] }
export type DraftAction = DraftPoint & { owner: string | null; due: string | null }
export type Notes = {
  tldr: DraftPoint[]
  decisions: DraftPoint[]
  actionItems: DraftAction[]
  followUpQuestions: DraftPoint[]
  highlights: DraftPoint[]
}

/** Who was invited or spoke: names that notes may use without further evidence. */
export type Meeting = { title: string; lines: NumberedLine[]; people: string[] }
