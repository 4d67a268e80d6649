/**
 * BM25 (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009) over a handful of texts: the sentences
 * of one meeting, or the candidates that the database found. Terms are counted as `searchTerms` makes them.
 */

const K1 = 1.2
const B = 0.75

export type Bm25 = {
  /** How well each text answers; 0 where it shares no term. In the order of the texts. */
  scores(query: readonly string[]): number[]
  /** How much a term tells: rare ones tell more. */
  weightOf(term: string): number
}

/** `known` is for candidates out of many: how many texts there are in all, and in how many each term stands. */
export function bm25(
  texts: readonly (readonly string[])[],
  known?: { count: number; inHowMany: ReadonlyMap<string, number> },
): Bm25 {
  const bags = texts.map(countsOf)
  const averageLength = texts.reduce((sum, text) => sum + text.length, 0) / Math.max(1, texts.length)
  const inHowMany = known?.inHowMany ?? documentCounts(bags)
  const count = known?.count ?? texts.length
  const weightOf = (term: string) => {
    const holding = inHowMany.get(term) ?? 0
    return Math.log(1 + (count - holding + 0.5) / (holding + 0.5))
  }
  const scores = (query: readonly string[]) => {
    const terms = [...new Set(query)].map((term) => ({ term, weight: weightOf(term) }))
    return bags.map((bag, index) => {
      const length = (texts[index]?.length ?? 0) / (averageLength || 1)
      return terms.reduce((sum, { term, weight }) => {
        const times = bag.get(term) ?? 0
        return times === 0 ? sum : sum + (weight * times * (K1 + 1)) / (times + K1 * (1 - B + B * length))
      }, 0)
    })
  }
  return { scores, weightOf }
}

export function countsOf(terms: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

function documentCounts(bags: readonly Map<string, number>[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const bag of bags) for (const term of bag.keys()) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}
