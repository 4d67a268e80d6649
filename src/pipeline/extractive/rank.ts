/**
 * Which sentences stand for the whole: LexRank (Erkan and Radev, 2004) over the similarity of sentences, then
 * maximal marginal relevance, so that the chosen ones say different things. Deterministic; an hour takes well
 * under a second.
 */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { termsOf } from '#pipeline/text/words.ts'

export type Ranked = { sentence: Sentence; score: number; terms: Map<string, number> }

const FEWEST_WORDS = 8
const MOST_WORDS = 45
/** Longer meetings are thinned to the weightiest sentences first, to bound the time. */
const MAX_CANDIDATES = 700
const SIMILAR = 0.08
const DAMPING = 0.85
const ROUNDS = 30

/** The sentences that can stand alone, each with how central it is (1 = the most central). */
export function rank(sentences: readonly Sentence[]): Ranked[] {
  const vectors = vectorsOf(candidates(sentences))
  const scores = lexRank(vectors.map(({ terms }) => terms))
  const highest = Math.max(...scores, Number.EPSILON)
  return vectors.map(({ sentence, terms }, index) => ({
    sentence,
    terms,
    score: ((scores[index] ?? 0) / highest) * substance(sentence),
  }))
}

/** Sentences of a readable length; where a meeting has none (a short exchange), whatever there is. */
function candidates(sentences: readonly Sentence[]): Sentence[] {
  const readable = sentences.filter(
    ({ wordCount, text }) => wordCount >= FEWEST_WORDS && wordCount <= MOST_WORDS && !text.endsWith('?'),
  )
  if (readable.length >= 3) return readable
  return [...sentences].sort((a, b) => b.wordCount - a.wordCount || a.index - b.index).slice(0, 10)
}

/** Figures and names are what people look for; a sentence that breaks off, or only thinks, is worth less. */
function substance({ text }: Sentence): number {
  const facts = text.match(/\d[\d.,:%]*|(?<=\s)\p{Lu}[\p{L}\p{N}]+/gu)?.length ?? 0
  const breaksOff = !/[.!]["')]?$/.test(text) || /[–—-]{1,2}\.?$/.test(text)
  const isOpinion = /^I (?:thought|think|guess|feel|wonder|don't)\b/i.test(text)
  return (1 + Math.min(facts, 4) * 0.08) * (breaksOff ? 0.7 : 1) * (isOpinion ? 0.7 : 1)
}

/** tf-idf vectors of length one. */
function vectorsOf(sentences: Sentence[]) {
  const bags = sentences.map((sentence) => ({ sentence, bag: countsOf(termsOf(sentence.text)) }))
  const inHowMany = new Map<string, number>()
  for (const { bag } of bags)
    for (const term of bag.keys()) inHowMany.set(term, (inHowMany.get(term) ?? 0) + 1)
  const weigh = (count: number, term: string) =>
    count * Math.log(1 + bags.length / (inHowMany.get(term) ?? 1))
  const weighed = bags.map(({ sentence, bag }) => {
    const terms = new Map([...bag].map(([term, count]) => [term, weigh(count, term)]))
    const length = Math.hypot(...terms.values()) || 1
    for (const [term, weight] of terms) terms.set(term, weight / length)
    return { sentence, terms, length }
  })
  if (weighed.length <= MAX_CANDIDATES) return weighed
  return weighed
    .toSorted((a, b) => b.length - a.length || a.sentence.index - b.sentence.index)
    .slice(0, MAX_CANDIDATES)
    .toSorted((a, b) => a.sentence.index - b.sentence.index)
}

function countsOf(terms: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

export function similarity(a: Map<string, number>, b: Map<string, number>): number {
  const [few, many] = a.size < b.size ? [a, b] : [b, a]
  let sum = 0
  for (const [term, weight] of few) sum += weight * (many.get(term) ?? 0)
  return sum
}

/** The stationary share of a walk along similar sentences. */
function lexRank(vectors: Map<string, number>[]): number[] {
  const neighbours = vectors.map((vector, index) => {
    const all = vectors.map((other, place) => ({
      place,
      weight: place === index ? 0 : similarity(vector, other),
    }))
    return all.filter(({ weight }) => weight > SIMILAR)
  })
  const sums = neighbours.map((list) => list.reduce((sum, { weight }) => sum + weight, 0))
  let shares = vectors.map(() => 1 / Math.max(1, vectors.length))
  for (let round = 0; round < ROUNDS; round++) {
    const next = vectors.map(() => (1 - DAMPING) / vectors.length)
    for (const [from, list] of neighbours.entries())
      for (const { place, weight } of list)
        next[place] = (next[place] ?? 0) + (DAMPING * (shares[from] ?? 0) * weight) / (sums[from] || 1)
    shares = next
  }
  return shares
}

const RELEVANCE = 0.7

/** Up to `count` sentences, central and different from one another and from `besides`, in the order they were said. */
export function choose(ranked: readonly Ranked[], count: number, besides: readonly Ranked[] = []): Ranked[] {
  const chosen: Ranked[] = []
  const left = new Set(ranked.filter((one) => !besides.includes(one)))
  while (chosen.length < count && left.size > 0) {
    const taken = [...besides, ...chosen]
    const worth = (one: Ranked) =>
      RELEVANCE * one.score -
      (1 - RELEVANCE) * Math.max(0, ...taken.map(({ terms }) => similarity(one.terms, terms)))
    const best = [...left].reduce((a, b) => (worth(b) > worth(a) ? b : a))
    chosen.push(best)
    left.delete(best)
  }
  return chosen.toSorted((a, b) => a.sentence.index - b.sentence.index)
}
