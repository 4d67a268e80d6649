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
  /** When each word was spoken, as it is stored; null where nobody knows. */
  wordTimes?: number[] | null
}

/** A stored line with the number by which notes cite it: 1 for the first. */
export type NumberedLine = { number: number; id: string; speaker: string; text: string }

/** A point before it is stored: it rests on lines by number, and may quote the words in them that it rests on. */
export type DraftPoint = { text: string; evidence: number[]; quote?: string }
export type DraftAction = DraftPoint & { owner: string | null; due: string | null }
/** One subject of the meeting, and what was said about it. */
export type DraftTopic = { title: string; points: DraftPoint[] }
export type Notes = {
  /** What the meeting was about, in a few words; null where only a person could say. */
  title: string | null
  tldr: DraftPoint[]
  decisions: DraftPoint[]
  actionItems: DraftAction[]
  followUpQuestions: DraftPoint[]
  highlights: DraftPoint[]
  topics: DraftTopic[]
}

export const noNotes = (): Notes => ({
  title: null,
  tldr: [],
  decisions: [],
  actionItems: [],
  followUpQuestions: [],
  highlights: [],
  topics: [],
})

/** Every point of the notes, whatever list it stands in. */
export const pointsOf = ({ title: _, topics, ...lists }: Notes): DraftPoint[] => [
  ...Object.values(lists).flat(),
  ...topics.flatMap(({ points }) => points),
]

/** Who was invited or spoke: names that notes may use without further evidence. */
export type Meeting = { title: string; lines: NumberedLine[]; people: string[] }
