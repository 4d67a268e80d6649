/** Chosen sentences → points that quote them, each with who spoke and the lines that they stand in. */
import { SAME_POINT_WITHIN } from '#pipeline/extractive/cover.ts'
import type { Sentence } from '#pipeline/extractive/sentences.ts'
import type { DraftPoint } from '#pipeline/types.ts'

/** In the order in which they were said; what one person says in one breath is one point. */
export function quote(sentences: readonly Sentence[]): DraftPoint[] {
  const groups: Sentence[][] = []
  for (const sentence of sentences.toSorted((a, b) => a.index - b.index)) {
    const last = groups.at(-1)?.at(-1)
    if (last && goesOn(last, sentence)) groups.at(-1)?.push(sentence)
    else groups.push([sentence])
  }
  return groups.map(quoted)
}

const goesOn = (last: Sentence, next: Sentence) =>
  last.line.speaker === next.line.speaker && next.index - last.index <= SAME_POINT_WITHIN

const quoted = (group: readonly Sentence[]): DraftPoint => ({
  text: `${group[0]?.line.speaker}: ${group.map(({ text }) => text).join(' ')}`,
  evidence: [...new Set(group.map(({ line }) => line.number))],
})
