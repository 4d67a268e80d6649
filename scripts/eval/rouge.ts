/**
 * ROUGE-1, ROUGE-2 and summary-level ROUGE-L as F1 in percent, after C.-Y. Lin, "ROUGE: A Package for Automatic
 * Evaluation of Summaries" (2004), with Porter stems and words of a-z and 0-9, as Google's rouge_score computes them.
 */
import { porterStem } from '../../src/pipeline/text/porter.ts'

export type Rouge = { r1: number; r2: number; rl: number }

/** Words of three letters or fewer stay as they are, as in ROUGE-1.5.5. */
export const rougeTokens = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean)
    .map((word) => (word.length > 3 ? porterStem(word) : word))

export function rouge(candidate: readonly string[], reference: readonly string[]): Rouge {
  const said = candidate.map(rougeTokens)
  const wanted = reference.map(rougeTokens)
  return {
    r1: overlap(said.flat(), wanted.flat(), 1),
    r2: overlap(said.flat(), wanted.flat(), 2),
    rl: summaryLcs(said, wanted),
  }
}

/** Of the sentences of a plain text. */
export const sentences = (text: string): string[] => text.split(/(?<=[.!?])\s+|\n+/).filter(Boolean)

function overlap(said: string[], wanted: string[], n: number): number {
  const a = gramCounts(said, n)
  const b = gramCounts(wanted, n)
  let shared = 0
  for (const [gram, count] of a) shared += Math.min(count, b.get(gram) ?? 0)
  return f1(shared, Math.max(0, said.length - n + 1), Math.max(0, wanted.length - n + 1))
}

function gramCounts(words: string[], n: number): Map<string, number> {
  const counts = new Map<string, number>()
  for (let at = 0; at + n <= words.length; at++) {
    const gram = words.slice(at, at + n).join(' ')
    counts.set(gram, (counts.get(gram) ?? 0) + 1)
  }
  return counts
}

/** For each sentence of the reference the union of its longest common subsequences with all of ours. */
function summaryLcs(said: string[][], wanted: string[][]): number {
  const saidLeft = gramCounts(said.flat(), 1)
  const wantedLeft = gramCounts(wanted.flat(), 1)
  let hits = 0
  for (const sentence of wanted) {
    const union = new Set(said.flatMap((ours) => lcs(sentence, ours)))
    for (const at of [...union].sort((a, b) => a - b)) {
      const word = sentence[at] ?? ''
      const [left, right] = [saidLeft.get(word) ?? 0, wantedLeft.get(word) ?? 0]
      if (left <= 0 || right <= 0) continue // each word counts once, however many sentences share it
      hits++
      saidLeft.set(word, left - 1)
      wantedLeft.set(word, right - 1)
    }
  }
  return f1(hits, said.flat().length, wanted.flat().length)
}

/** The places in `a` of one longest common subsequence of the two. */
function lcs(a: string[], b: string[]): number[] {
  const width = b.length + 1
  const table = new Uint16Array((a.length + 1) * width)
  const cell = (i: number, j: number) => table[i * width + j] ?? 0
  for (let i = 1; i <= a.length; i++)
    for (let j = 1; j <= b.length; j++)
      table[i * width + j] =
        a[i - 1] === b[j - 1] ? cell(i - 1, j - 1) + 1 : Math.max(cell(i - 1, j), cell(i, j - 1))
  const places: number[] = []
  for (let i = a.length, j = b.length; i > 0 && j > 0; ) {
    if (a[i - 1] === b[j - 1]) {
      places.push(i - 1)
      i--
      j--
    } else if (cell(i, j - 1) > cell(i - 1, j)) j--
    else i--
  }
  return places
}

function f1(hits: number, said: number, wanted: number): number {
  if (hits === 0) return 0
  const [precision, recall] = [hits / said, hits / wanted]
  return (200 * precision * recall) / (precision + recall)
}
