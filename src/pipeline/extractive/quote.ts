/** Chosen sentences → points that quote them, each with who spoke and the lines that they stand in. */
import { SAME_POINT_WITHIN } from '#pipeline/extractive/cover.ts'
import { joined, readingOn } from '#pipeline/extractive/read-on.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import type { DraftPoint } from '#pipeline/types.ts'

/**
 * In the order in which they were said; what one person says in one breath is one point. Given all sentences of the
 * meeting, what the end of a line cut off is read on.
 */
export function quote(chosen: readonly Sentence[], all: readonly Sentence[] = []): DraftPoint[] {
  const groups: Sentence[][] = []
  const wholes = chosen.flatMap(readingOn(all))
  for (const sentence of [...new Set(wholes)].toSorted((a, b) => a.index - b.index)) {
    const last = groups.at(-1)?.at(-1)
    if (last && goesOn(last, sentence)) groups.at(-1)?.push(sentence)
    else groups.push([sentence])
  }
  return groups.map(quoted)
}

const goesOn = (last: Sentence, next: Sentence) =>
  last.line.speaker === next.line.speaker && next.index - last.index <= SAME_POINT_WITHIN

const quoted = (group: readonly Sentence[]): DraftPoint => ({
  text: `${group[0]?.line.speaker}: ${joined(group)}`,
  evidence: [...new Set(group.map(({ line }) => line.number))],
})
