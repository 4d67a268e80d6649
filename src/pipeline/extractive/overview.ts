/** The whole meeting in so many words: its sentences that cover best what was spoken about. */
import { cover } from '#pipeline/extractive/cover.ts'
import type { Ranked } from '#pipeline/extractive/rank.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { countsOf } from '#pipeline/search/bm25.ts'
import { termsOf } from '#pipeline/text/words.ts'

/** Found on training meetings: how much rareness counts, brevity pays, and centrality adds. */
const RARENESS = 0.3
const BREVITY = 0.7
const CENTRAL = 0.5

/** The most telling first. `ranked` are the sentences that can stand alone. */
export function overviewOf(
  sentences: readonly Sentence[],
  ranked: readonly Ranked[],
  words: number,
  favoured: (sentence: Sentence) => number = () => 0,
): Sentence[] {
  const bags = sentences.map(({ text }) => termsOf(text))
  const spoken = countsOf(bags.flat())
  const inHowMany = countsOf(bags.flatMap((terms) => [...new Set(terms)]))
  const weightOf = (term: string) =>
    (spoken.get(term) ?? 0) * Math.log(1 + sentences.length / (inHowMany.get(term) ?? 1)) ** RARENESS
  const candidates = ranked.map(({ sentence, score }) => ({
    sentence,
    terms: bags[sentence.index] ?? [],
    favour: CENTRAL * score + favoured(sentence),
  }))
  return cover(candidates, { weightOf, words, brevity: BREVITY })
}
