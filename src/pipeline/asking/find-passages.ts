/**
 * The passages of some meetings that answer a question, or none: a passage supports an answer only if it speaks of
 * most of what is asked. Rare words weigh more, and a word that occurs in no meeting at all weighs most.
 */
import { bm25 } from '#pipeline/search/bm25.ts'
import {
  type Corpus,
  inOrder,
  type Rankable,
  scoreChunks,
  termsOfChunk,
} from '#pipeline/search/rank-chunks.ts'
import { questionTerms } from '#pipeline/text/words.ts'

export type Passage = Rankable

/** Of the weight of the question's words, so much must stand in a passage and its neighbours. */
const SUPPORTED = 0.5
/** A question of one or two words has to be met whole, or nearly so. */
const SHORT_SUPPORTED = 0.7
const SHORT_TERMS = 2
const MOST_PASSAGES = 5
/** A passage far below the best adds noise, not an answer. */
const OF_THE_BEST = 0.5

type With = { corpus?: Corpus | undefined; meaning?: readonly number[] | undefined }

/** Best first; empty where nothing supports an answer. */
export function findPassages<P extends Passage>(
  question: string,
  passages: readonly P[],
  given: With = {},
): P[] {
  const scores = scoreChunks(question, passages, given)
  const support = supportOf(question, passages, given.corpus)
  const enough = new Set(questionTerms(question)).size <= SHORT_TERMS ? SHORT_SUPPORTED : SUPPORTED
  const order = inOrder(scores, passages).filter((index) => (support[index] ?? 0) >= enough)
  const best = scores[order[0] ?? -1] ?? 0
  return order
    .filter((index) => best <= 0 || (scores[index] ?? 0) >= OF_THE_BEST * best)
    .slice(0, MOST_PASSAGES)
    .flatMap((index) => passages[index] ?? [])
}

/** For each passage the share of the question that it and its neighbours speak of, 0 to 1. */
function supportOf(question: string, passages: readonly Passage[], corpus: Corpus | undefined): number[] {
  const asked = [...new Set(questionTerms(question))]
  const bags = passages.map((passage) => new Set(termsOfChunk(passage)))
  const { weightOf } = bm25(
    bags.map((bag) => [...bag]),
    corpus,
  )
  const total = asked.reduce((sum, term) => sum + weightOf(term), 0)
  const at = new Map(passages.map(({ meeting, place }, index) => [`${meeting}/${place}`, bags[index]]))
  return passages.map(({ meeting, place }) => {
    const near = [-1, 0, 1].flatMap((step) => at.get(`${meeting}/${place + step}`) ?? [])
    const said = asked.filter((term) => near.some((bag) => bag.has(term)))
    return total === 0 ? 0 : said.reduce((sum, term) => sum + weightOf(term), 0) / total
  })
}
