/**
 * Sentences that together say the most: each is worth the weight of its terms, a term that was said before is worth
 * less each time, and of two that add the same the shorter one wins. Greedy, which is within 1 - 1/e of the best for
 * such sums (Lin and Bilmes, "A Class of Submodular Functions for Document Summarization", 2011).
 */
import type { Sentence } from '#pipeline/extractive/sentences.ts'

export type Candidate = {
  sentence: Sentence
  terms: readonly string[]
  /** Beside its words, how much it is wanted: 0 for a sentence like any other. */
  favour: number
}

export type Wish = {
  weightOf(term: string): number
  /** The most words to choose, speakers' names included. */
  words: number
  /** 1: a long sentence must say in proportion more; 0: length costs nothing. */
  brevity: number
}

/** What a term is worth when it comes once more. */
const AGAIN = 0.4
/** A point begins with the name of its speaker. */
const NAME_WORDS = 2

/** In the order in which they were chosen: the most telling first. */
export function cover(candidates: readonly Candidate[], { weightOf, words, brevity }: Wish): Sentence[] {
  const said = new Map<string, number>()
  const left = new Set(candidates)
  const chosen: Sentence[] = []
  let room = words
  const worth = ({ sentence, terms, favour }: Candidate) => {
    const news = [...new Set(terms)].reduce(
      (sum, term) => sum + weightOf(term) * AGAIN ** (said.get(term) ?? 0),
      0,
    )
    return (news / sentence.wordCount ** brevity) * (1 + favour)
  }
  for (;;) {
    const best = bestOf(left, worth, room - NAME_WORDS)
    if (!best) return chosen
    left.delete(best)
    chosen.push(best.sentence)
    room -= best.sentence.wordCount + (chosen.some(isNextTo(best.sentence)) ? 0 : NAME_WORDS)
    for (const term of new Set(best.terms)) said.set(term, (said.get(term) ?? 0) + 1)
  }
}

function bestOf(left: ReadonlySet<Candidate>, worth: (one: Candidate) => number, room: number) {
  let best: Candidate | null = null
  let most = 0
  for (const candidate of left) {
    if (candidate.sentence.wordCount > room) continue
    const value = worth(candidate)
    if (value <= most) continue
    best = candidate
    most = value
  }
  return best
}

const isNextTo = (sentence: Sentence) => (other: Sentence) =>
  other !== sentence &&
  other.line.speaker === sentence.line.speaker &&
  Math.abs(other.index - sentence.index) <= SAME_POINT_WITHIN

/** Sentences of one speaker so close to each other are told as one point. */
export const SAME_POINT_WITHIN = 8
