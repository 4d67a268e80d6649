/**
 * Which chunks answer a question best: words first, meaning second. The same function ranks the candidates that the
 * database finds, the files that the command line reads, and the meetings of the evaluation.
 */
import { splitSentences } from '#pipeline/extractive/sentences.ts'
import { bm25 } from '#pipeline/search/bm25.ts'
import { questionTerms, searchTerms } from '#pipeline/text/words.ts'

export type Rankable = {
  /** The meeting; only chunks of one meeting are each other's neighbours. */
  meeting: string
  /** Place in the meeting; neighbours differ by one. */
  place: number
  speakers: readonly string[]
  text: string
}

/** How many chunks there are in all, and in how many each term stands, where these are only the candidates. */
export type Corpus = { count: number; inHowMany: ReadonlyMap<string, number> }

/** Found on training meetings: the weight of a neighbour's match, of the best sentence, and of the meaning. */
const NEIGHBOUR = 0.3
const BEST_SENTENCE = 0.2
const MEANING = 0.35

/** For each chunk how well it answers, in standard deviations around the mean of all; without meaning, by words alone. */
export function scoreChunks(
  question: string,
  chunks: readonly Rankable[],
  { corpus, meaning }: { corpus?: Corpus | undefined; meaning?: readonly number[] | undefined } = {},
): number[] {
  const asked = questionTerms(question)
  const words = bm25(chunks.map(termsOfChunk), corpus).scores(asked)
  const byWords = standardized(withNeighbours(words, chunks))
  const bySentence = standardized(bestSentences(asked, chunks))
  const lexical = byWords.map((score, index) => score + BEST_SENTENCE * (bySentence[index] ?? 0))
  if (!meaning) return lexical
  const byMeaning = standardized(meaning)
  return standardized(lexical).map((score, index) => score + MEANING * (byMeaning[index] ?? 0))
}

/** Best first. Chunks that touch a better one are shown with it, as its neighbours: they come after all others. */
export function inOrder(scores: readonly number[], chunks: readonly Rankable[]): number[] {
  const order = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b)
  const heads: number[] = []
  const touching: number[] = []
  const taken = new Set<string>()
  for (const index of order) {
    const chunk = chunks[index]
    if (!chunk) continue
    const isTouching = [-1, 1].some((step) => taken.has(placeOf(chunk, step)))
    if (!isTouching) taken.add(placeOf(chunk))
    ;(isTouching ? touching : heads).push(index)
  }
  return [...heads, ...touching]
}

const placeOf = ({ meeting, place }: Rankable, step = 0) => `${meeting}/${place + step}`

/** A chunk can be found by its words and by who speaks in it. */
export const termsOfChunk = ({ speakers, text }: Pick<Rankable, 'speakers' | 'text'>): string[] => [
  ...speakers.flatMap(searchTerms),
  ...searchTerms(text),
]

function withNeighbours(scores: readonly number[], chunks: readonly Rankable[]): number[] {
  const at = new Map(chunks.map((chunk, index) => [placeOf(chunk), scores[index] ?? 0]))
  return chunks.map((chunk, index) => {
    const around = (at.get(placeOf(chunk, -1)) ?? 0) + (at.get(placeOf(chunk, 1)) ?? 0)
    return (scores[index] ?? 0) + NEIGHBOUR * around
  })
}

function bestSentences(asked: readonly string[], chunks: readonly Rankable[]): number[] {
  const sentences = chunks.flatMap(({ text }, index) =>
    splitSentences(text).map((sentence) => ({ index, terms: searchTerms(sentence) })),
  )
  const scores = bm25(sentences.map(({ terms }) => terms)).scores(asked)
  const best = chunks.map(() => 0)
  for (const [at, { index }] of sentences.entries()) best[index] = Math.max(best[index] ?? 0, scores[at] ?? 0)
  return best
}

function standardized(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length)
  const spread = Math.sqrt(
    values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, values.length),
  )
  return values.map((value) => (value - mean) / (spread || 1))
}
