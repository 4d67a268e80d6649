/**
 * What was streamed against what was finally heard: which rows stay, change, come and go. A line that says the same
 * at the same place keeps its id, because links and summaries point to it.
 */
import type { SpokenLine } from '#pipeline/types.ts'

export type StoredLine = SpokenLine & { id: string; sequence: number; isFinal: boolean }
export type Changes = {
  /** Rows whose place in the order, speaker, text or time is new. */
  update: (SpokenLine & { id: string; sequence: number })[]
  insert: (SpokenLine & { sequence: number })[]
  /** Ids. */
  remove: string[]
  /** How many rows are right as they stand. */
  kept: number
}

/** The two clocks of one utterance (streamed and final) differ by less than this. */
const SAME_PLACE_SECONDS = 3

/** Final lines get the numbers 0..n-1. Reconciling the result again changes nothing. */
export function reconcile(stored: readonly StoredLine[], final: readonly SpokenLine[]): Changes {
  const free = new Set(stored)
  const matches = final.map((line) => take(free, line, sameWords))
  const changes: Changes = { update: [], insert: [], remove: [], kept: 0 }
  for (const [sequence, line] of final.entries()) {
    const row = matches[sequence] ?? take(free, line, samePlace)
    if (!row) changes.insert.push({ ...line, sequence })
    else if (isSame(row, line, sequence)) changes.kept++
    else changes.update.push({ ...line, id: row.id, sequence })
  }
  changes.remove = [...free].map(({ id }) => id)
  return changes
}

type Fits = (row: StoredLine, line: SpokenLine) => boolean

/** The nearest free row that fits; it is free no longer. */
function take(free: Set<StoredLine>, line: SpokenLine, fits: Fits): StoredLine | undefined {
  let best: StoredLine | undefined
  for (const row of free) {
    if (!fits(row, line)) continue
    if (!best || Math.abs(row.start - line.start) < Math.abs(best.start - line.start)) best = row
  }
  if (best) free.delete(best)
  return best
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
const isNear = (row: StoredLine, line: SpokenLine) => Math.abs(row.start - line.start) < SAME_PLACE_SECONDS
const sameWords: Fits = (row, line) =>
  isNear(row, line) && row.speaker === line.speaker && plain(row.text) === plain(line.text)

/** Said by the same person while the other was said: the words were heard better later. */
const samePlace: Fits = (row, line) =>
  row.speaker === line.speaker &&
  (isNear(row, line) || (row.start <= line.end && line.start <= row.end)) &&
  sharesWords(row.text, line.text)

function sharesWords(a: string, b: string) {
  const words = new Set(plain(a).split(' '))
  return plain(b)
    .split(' ')
    .some((word) => words.has(word))
}

const isSame = (row: StoredLine, line: SpokenLine, sequence: number) =>
  row.isFinal &&
  row.sequence === sequence &&
  row.text === line.text &&
  row.speaker === line.speaker &&
  row.participantId === line.participantId &&
  row.isOwner === line.isOwner &&
  row.start === line.start &&
  row.end === line.end &&
  isSameList(row.wordTimes ?? [], line.wordTimes ?? [])

const isSameList = (one: readonly number[], other: readonly number[]) =>
  one.length === other.length && one.every((time, index) => time === other[index])
