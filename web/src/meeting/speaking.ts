/** Who spoke when, as stretches for a small chart. Pure. */
import type { Line } from '../live-lines.ts'

export type Stretch = { from: number; to: number }

/** Pauses that are shorter than a point of the chart are not shown. */
const POINTS = 400

/** For each of these speakers their stretches, in order; `length` is the end of the last. */
export function speaking(
  speakers: readonly string[],
  lines: readonly Pick<Line, 'speaker' | 'start' | 'end'>[],
) {
  const length = Math.max(1, ...lines.map(({ end }) => end))
  const pause = length / POINTS
  const stretches = new Map<string, Stretch[]>(speakers.map((speaker) => [speaker, []]))
  for (const { speaker, start, end } of lines.toSorted((a, b) => a.start - b.start)) {
    const theirs = stretches.get(speaker)
    const last = theirs?.at(-1)
    if (last && start - last.to <= pause) last.to = Math.max(last.to, end)
    else theirs?.push({ from: start, to: end })
  }
  return { length, rows: [...stretches].map(([speaker, parts]) => ({ speaker, parts })) }
}
