/**
 * What was spoken about, one subject after the other: the meeting is cut where its vocabulary changes (Hearst,
 * "TextTiling", 1997), and each part is named by the words that are its own.
 */
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import { countsOf } from '#pipeline/search/bm25.ts'
import { termsOf, wordsOf } from '#pipeline/text/words.ts'

export type Part = { title: string; sentences: Sentence[] }

/** Sentences on either side of a place that are compared. */
const BLOCK = 20
const FEWEST_SENTENCES = 24
/** Longer meetings are looked at in so many places, to bound the time. */
const MOST_PLACES = 2_000
const MOST_PARTS = 8
const TITLE_TERMS = 3
/** Deeper than the average valley by so many standard deviations. */
const DEPTH = 0.3

/** In order; one part for a short meeting, none for an empty one. */
export function partsOf(sentences: readonly Sentence[]): Part[] {
  const bags = sentences.map(({ text }) => termsOf(text))
  const cuts = [0, ...cutsIn(bags), sentences.length]
  const parts = cuts.slice(1).map((end, index) => ({ from: cuts[index] ?? 0, end }))
  const inHowMany = countsOf(parts.flatMap(({ from, end }) => [...new Set(bags.slice(from, end).flat())]))
  return parts
    .filter(({ from, end }) => end > from)
    .map(({ from, end }) => {
      const within = sentences.slice(from, end)
      return { title: titleOf(within, bags.slice(from, end).flat(), inHowMany), sentences: within }
    })
}

/** The deepest valleys of similarity, far enough from each other. */
function cutsIn(bags: readonly string[][]): number[] {
  if (bags.length < 2 * FEWEST_SENTENCES) return []
  const step = Math.ceil(bags.length / MOST_PLACES)
  const alike: number[] = []
  for (const at of bags.keys())
    alike.push(
      at % step === 0
        ? cosine(bags.slice(Math.max(0, at - BLOCK), at), bags.slice(at, at + BLOCK))
        : (alike[at - 1] ?? 0),
    )
  const depths = alike.map((value, at) => climb(alike, at, -1) + climb(alike, at, 1) - 2 * value)
  const mean = depths.reduce((sum, depth) => sum + depth, 0) / depths.length
  const spread = Math.sqrt(depths.reduce((sum, depth) => sum + (depth - mean) ** 2, 0) / depths.length)
  const cuts: number[] = []
  for (const at of [...depths.keys()].sort((a, b) => (depths[b] ?? 0) - (depths[a] ?? 0))) {
    if ((depths[at] ?? 0) < mean + DEPTH * spread || cuts.length >= MOST_PARTS - 1) break
    const isApart = [0, ...cuts, bags.length].every((cut) => Math.abs(cut - at) >= FEWEST_SENTENCES)
    if (isApart) cuts.push(at)
  }
  return cuts.sort((a, b) => a - b)
}

/** The height of the next peak in a direction. */
function climb(alike: readonly number[], from: number, step: 1 | -1): number {
  let height = alike[from] ?? 0
  for (let at = from + step; (alike[at] ?? -1) >= height; at += step) height = alike[at] ?? 0
  return height
}

function cosine(before: readonly string[][], after: readonly string[][]): number {
  const [a, b] = [countsOf(before.flat()), countsOf(after.flat())]
  let shared = 0
  for (const [term, count] of a) shared += count * (b.get(term) ?? 0)
  return shared / (Math.hypot(...a.values()) * Math.hypot(...b.values()) || 1)
}

/** Its own words: said often here and in few other parts, as they were said. */
function titleOf(
  sentences: readonly Sentence[],
  terms: readonly string[],
  inHowMany: Map<string, number>,
): string {
  const names = new Set(sentences.flatMap(({ line }) => termsOf(line.speaker)))
  const own = [...countsOf(terms)]
    .filter(([term]) => !names.has(term))
    .map(([term, count]) => ({ term, count, weight: (count - 0.5) / (inHowMany.get(term) ?? 1) }))
    .filter(({ term }) => /\p{L}{2}|\p{Lo}/u.test(term))
    .toSorted((a, b) => b.weight - a.weight || b.count - a.count || (a.term < b.term ? -1 : 1))
    .slice(0, TITLE_TERMS)
  const title = own.map(({ term }) => asSaid(term, sentences)).join(', ')
  return title.charAt(0).toUpperCase() + title.slice(1)
}

/** The commonest form of a term in these sentences. */
function asSaid(term: string, sentences: readonly Sentence[]): string {
  const forms = sentences.flatMap(({ text }) => wordsOf(text).filter((word) => termsOf(word)[0] === term))
  const commonest =
    [...countsOf(forms)].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))[0]?.[0] ?? term
  const written = new RegExp(
    `(?<!\\p{L})${commonest.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?!\\p{L})`,
    'iu',
  )
  return (
    sentences.map(({ text }) => written.exec(text.slice(1))?.[0]).find((form) => form !== undefined) ??
    commonest
  )
}
