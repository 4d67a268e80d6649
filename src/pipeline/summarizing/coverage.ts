/** How much of a meeting its notes speak of: the minutes in which at least one cited line was said. */
import { type Notes, pointsOf } from '#pipeline/types.ts'

export type Coverage = {
  /** Of the minutes in which anything was said, 0 to 1. */
  share: number
  /** Stretches that no point refers to, in seconds of the recording, a minute or longer. */
  gaps: { from: number; to: number }[]
}

type Timed = { number: number; start: number; end: number }
const SLOT_SECONDS = 60

export function coverageOf(notes: Notes, lines: readonly Timed[]): Coverage {
  const cited = new Set(pointsOf(notes).flatMap(({ evidence }) => evidence))
  const slots = new Map<number, boolean>()
  for (const { number, start, end } of lines) {
    const last = Math.floor(Math.max(start, end - 1e-6) / SLOT_SECONDS)
    for (let slot = Math.floor(start / SLOT_SECONDS); slot <= last; slot++)
      slots.set(slot, (slots.get(slot) ?? false) || cited.has(number))
  }
  const covered = [...slots.values()].filter(Boolean).length
  return { share: slots.size === 0 ? 0 : covered / slots.size, gaps: gapsIn(slots) }
}

function gapsIn(slots: ReadonlyMap<number, boolean>): Coverage['gaps'] {
  const gaps: Coverage['gaps'] = []
  let isOpen = false
  for (const [slot, isCovered] of [...slots].sort(([a], [b]) => a - b)) {
    const last = gaps.at(-1)
    const to = (slot + 1) * SLOT_SECONDS
    if (!isCovered && isOpen && last) last.to = to
    else if (!isCovered) gaps.push({ from: slot * SLOT_SECONDS, to })
    isOpen = !isCovered
  }
  return gaps
}
