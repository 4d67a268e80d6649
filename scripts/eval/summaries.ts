/** How close the summaries come to what people wrote: of whole meetings, and of what was asked about them. */
import { focusOn } from '../../src/pipeline/extractive/focus.ts'
import { quote } from '../../src/pipeline/extractive/quote.ts'
import { rank } from '../../src/pipeline/extractive/rank.ts'
import { sentencesOf } from '../../src/pipeline/extractive/sentences.ts'
import type { DraftPoint, Meeting, Notes } from '../../src/pipeline/types.ts'
import { bm25Sentences, lead, lexRankMmr, textRank, told } from './baselines.ts'
import type { AbstractedMeeting, AskedMeeting } from './data.ts'
import { type Rouge, rouge, sentences as split } from './rouge.ts'

/** All systems get as many words as the engine writes. */
export const WHOLE_WORDS = 150
export const ANSWER_WORDS = 105

/** The engine's own answer, so that a model can be put in its place. */
export type Answerer = (meeting: Meeting, question: string) => Promise<DraftPoint[]>
export type Scores = Record<string, Rouge>

/** As a reader meets it: the short version and the highlights, in the order of the meeting. */
const wholeText = ({ tldr, highlights }: Notes): string[] =>
  [...tldr, ...highlights]
    .toSorted((a, b) => (a.evidence[0] ?? 0) - (b.evidence[0] ?? 0))
    .map(({ text }) => text)

type Noted = { meeting: Meeting; notes: Notes; references: string[] }

export const wholeOf = (asked: readonly AskedMeeting[], notesOf: Map<Meeting, Notes>): Scores =>
  scoresOf(
    asked.map(({ meeting, whole }) =>
      noted(
        meeting,
        notesOf,
        whole.map(({ answer }) => answer),
      ),
    ),
  )

export const abstractsOf = (abstracted: readonly AbstractedMeeting[], notesOf: Map<Meeting, Notes>): Scores =>
  scoresOf(abstracted.map(({ meeting, abstract }) => noted(meeting, notesOf, [abstract])))

function noted(meeting: Meeting, notesOf: Map<Meeting, Notes>, references: string[]): Noted[] {
  const notes = notesOf.get(meeting)
  return notes ? [{ meeting, notes, references }] : []
}

function scoresOf(all: readonly Noted[][]): Scores {
  const sums = new Sums()
  for (const { meeting, notes, references } of all.flat()) {
    if (references.length === 0) continue
    const sentences = sentencesOf(meeting.lines)
    const systems = {
      engine: wholeText(notes),
      lead: told(lead(sentences, WHOLE_WORDS)),
      textrank: told(textRank(sentences, WHOLE_WORDS)),
      'lexrank+mmr': told(lexRankMmr(rank(sentences), WHOLE_WORDS)),
    }
    for (const reference of references) sums.add(systems, reference)
  }
  return sums.means()
}

export async function specificOf(asked: readonly AskedMeeting[], answer?: Answerer): Promise<Scores> {
  const sums = new Sums()
  for (const { meeting, specific } of asked) {
    const sentences = sentencesOf(meeting.lines)
    const focus = focusOn(sentences)
    for (const { query, answer: reference } of specific) {
      const points = answer ? await answer(meeting, query) : quote(focus(query, ANSWER_WORDS))
      sums.add(
        {
          engine: points.map(({ text }) => text),
          lead: told(lead(sentences, ANSWER_WORDS)),
          bm25: told(bm25Sentences(sentences, query, ANSWER_WORDS, 0)),
          'bm25+1': told(bm25Sentences(sentences, query, ANSWER_WORDS, 1)),
        },
        reference,
      )
    }
  }
  return sums.means()
}

/** Running sums per system. */
class Sums {
  readonly #sums = new Map<string, Rouge>()
  #count = 0

  add(systems: Record<string, string[]>, reference: string) {
    this.#count++
    for (const [name, text] of Object.entries(systems)) {
      const { r1, r2, rl } = rouge(text, split(reference))
      const before = this.#sums.get(name) ?? { r1: 0, r2: 0, rl: 0 }
      this.#sums.set(name, { r1: before.r1 + r1, r2: before.r2 + r2, rl: before.rl + rl })
    }
  }

  means(): Scores {
    const mean = ({ r1, r2, rl }: Rouge): Rouge => ({
      r1: r1 / this.#count,
      r2: r2 / this.#count,
      rl: rl / this.#count,
    })
    return Object.fromEntries([...this.#sums].map(([name, sum]) => [name, mean(sum)]))
  }
}
