/**
 * What a meeting says about a question, in so many words. The stretches that match best tell which words belong to
 * the subject; then sentences are chosen that cover those words. So an answer is found that repeats none of the words
 * of the question.
 */
import { type Candidate, cover } from '#pipeline/extractive/cover.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { bm25, countsOf } from '#pipeline/search/bm25.ts'
import { questionTerms, searchTerms } from '#pipeline/text/words.ts'

const STRETCH_WORDS = 200
/** The best stretches (one begins at each sentence) that tell what the subject is, and how fast trust in them falls. */
const STRETCHES = 80
const TRUST = 4
const RARENESS = 0.3
const BREVITY = 0.5
const FEWEST_WORDS = 8
const MOST_CANDIDATES = 320
/** The weight of a sentence's own match beside that of the stretch around it. */
const OWN_MATCH = 0.7

/** The most telling first; none where nothing of the question is spoken about. */
export type Focus = (question: string, words: number) => Sentence[]

/** Prepare one meeting for any number of questions. */
export function focusOn(sentences: readonly Sentence[]): Focus {
  const terms = sentences.map(({ text }) => searchTerms(text))
  const own = bm25(
    sentences.map(({ line }, index) => [...searchTerms(line.speaker), ...(terms[index] ?? [])]),
  )
  const stretches = stretchesOf(sentences, terms)
  const around = bm25(stretches)
  const rareness = bm25(terms)

  return (question, words) => {
    const asked = questionTerms(question)
    const matches = around.scores(asked)
    const best = strongest(matches, STRETCHES)
    if (best.length === 0) return []
    const subject = subjectOf(best, matches, stretches)
    const favour = favourOf(own.scores(asked), matches)
    const candidates = strongest(favour, MOST_CANDIDATES).flatMap((index): Candidate[] => {
      const sentence = sentences[index]
      if (!sentence || sentence.wordCount < FEWEST_WORDS) return []
      return [{ sentence, terms: terms[index] ?? [], favour: favour[index] ?? 0 }]
    })
    const weightOf = (term: string) => (subject.get(term) ?? 0) * rareness.weightOf(term) ** RARENESS
    return cover(candidates, { weightOf, words, brevity: BREVITY })
  }
}

/** Around each sentence as many words as make a stretch: their terms, and the names of those who speak in it. */
function stretchesOf(sentences: readonly Sentence[], terms: readonly string[][]): string[][] {
  return sentences.map((_, at) => {
    let [from, to, words] = [at, at, sentences[at]?.wordCount ?? 0]
    while (words < STRETCH_WORDS && (from > 0 || to < sentences.length - 1)) {
      if (from > 0) words += sentences[--from]?.wordCount ?? 0
      if (words < STRETCH_WORDS && to < sentences.length - 1) words += sentences[++to]?.wordCount ?? 0
    }
    const speakers = new Set(sentences.slice(from, to + 1).map(({ line }) => line.speaker))
    return [...terms.slice(from, to + 1).flat(), ...[...speakers].flatMap(searchTerms)]
  })
}

/** The places of the highest scores above nought. */
const strongest = (scores: readonly number[], most: number): number[] =>
  [...scores.keys()]
    .filter((index) => (scores[index] ?? 0) > 0)
    .sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0))
    .slice(0, most)

function subjectOf(best: readonly number[], matches: readonly number[], stretches: readonly string[][]) {
  const highest = matches[best[0] ?? 0] || 1
  const subject = new Map<string, number>()
  for (const index of best) {
    const trust = ((matches[index] ?? 0) / highest) ** TRUST
    for (const [term, count] of countsOf(stretches[index] ?? []))
      subject.set(term, (subject.get(term) ?? 0) + trust * count)
  }
  return subject
}

function favourOf(own: readonly number[], around: readonly number[]): number[] {
  const [highestOwn, highestAround] = [Math.max(...own) || 1, Math.max(...around) || 1]
  return own.map((score, index) => (OWN_MATCH * score) / highestOwn + (around[index] ?? 0) / highestAround)
}
