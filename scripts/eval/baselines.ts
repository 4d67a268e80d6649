/** What the engine has to beat, computed in the same run: lead, TextRank, LexRank with MMR, BM25 and its neighbour. */
import { choose, type Ranked } from '../../src/pipeline/extractive/rank.ts'
import type { Sentence } from '../../src/pipeline/extractive/sentences.ts'
import { bm25 } from '../../src/pipeline/search/bm25.ts'
import { searchTerms, termsOf, wordCount } from '../../src/pipeline/text/words.ts'

/** Sentences in the order in which they were said, each run of one speaker begun with the name. */
export function told(sentences: readonly Sentence[]): string[] {
  const inOrder = sentences.toSorted((a, b) => a.index - b.index)
  return inOrder.map(({ line, text }, at) =>
    inOrder[at - 1]?.line.speaker === line.speaker ? text : `${line.speaker}: ${text}`,
  )
}

/** From the first on, as many as fit. */
function asMany(order: readonly Sentence[], words: number): Sentence[] {
  const chosen: Sentence[] = []
  for (const sentence of order) {
    if (chosen.includes(sentence)) continue
    const longer = [...chosen, sentence]
    if (wordCount(told(longer).join(' ')) <= words || chosen.length === 0) chosen.push(sentence)
  }
  return chosen
}

export const lead = (sentences: readonly Sentence[], words: number) => asMany(sentences, words)

export function lexRankMmr(ranked: readonly Ranked[], words: number): Sentence[] {
  let best: Sentence[] = []
  for (let count = 1; count <= ranked.length; count++) {
    const chosen = choose(ranked, count).map(({ sentence }) => sentence)
    if (wordCount(told(chosen).join(' ')) > words) break
    best = chosen
  }
  return best
}

const DAMPING = 0.85
const ROUNDS = 30
const MOST_SENTENCES = 700

/** Mihalcea and Tarau (2004): shared words over the sum of the logarithms of the lengths. */
export function textRank(sentences: readonly Sentence[], words: number): Sentence[] {
  const readable = sentences.filter(({ wordCount: n }) => n >= 8 && n <= 45).slice(0, MOST_SENTENCES)
  const bags = readable.map(({ text }) => new Set(termsOf(text)))
  const edges = bags.map((a, i) =>
    bags.flatMap((b, j) => {
      const shared = i === j ? 0 : [...a].filter((term) => b.has(term)).length
      return shared > 0 ? [{ j, weight: shared / (Math.log(a.size + 1) + Math.log(b.size + 1)) }] : []
    }),
  )
  const sums = edges.map((list) => list.reduce((sum, { weight }) => sum + weight, 0) || 1)
  let scores = readable.map(() => 1)
  for (let round = 0; round < ROUNDS; round++) {
    const next = readable.map(() => 1 - DAMPING)
    for (const [i, list] of edges.entries())
      for (const { j, weight } of list)
        next[j] = (next[j] ?? 0) + (DAMPING * (scores[i] ?? 0) * weight) / (sums[i] ?? 1)
    scores = next
  }
  const order = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  return asMany(
    order.flatMap((index) => readable[index] ?? []),
    words,
  )
}

/** The sentences that match best, each with so many neighbours on either side. */
export function bm25Sentences(
  sentences: readonly Sentence[],
  query: string,
  words: number,
  neighbours: number,
) {
  const scores = bm25(sentences.map(({ text }) => searchTerms(text))).scores(searchTerms(query))
  const order = [...scores.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
  const around = (at: number) =>
    Array.from({ length: 2 * neighbours + 1 }, (_, step) => sentences[at - neighbours + step] ?? [])
  return asMany(
    order.slice(0, 60).flatMap((at) => around(at).flat()),
    words,
  )
}
