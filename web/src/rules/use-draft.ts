/** A draft outlives leaving the page, for as long as the tab is open: it is kept there, and nowhere else. */
import { useEffect, useState } from 'react'
import type { Rules } from '../queries.ts'

const KEPT_AS = 'liveconvo-rules-draft'
const TYPING_PAUSE_MS = 250

type Kept = { saved: Rules; draft: Rules }

/** What is being edited. A draft of rules that were saved differently since is let go. */
export function useDraft(saved: Rules) {
  const [draft, set] = useState(() => {
    const kept = readKept()
    return kept && isSame(kept.saved, saved) ? kept.draft : saved
  })
  const edit = (next: Rules) => {
    set(next)
    keep({ saved, draft: next })
  }
  return { draft, edit, forget: () => edit(saved) }
}

export const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

function keep(kept: Kept): void {
  if (isSame(kept.saved, kept.draft)) sessionStorage.removeItem(KEPT_AS)
  else sessionStorage.setItem(KEPT_AS, JSON.stringify(kept))
}

function readKept(): Kept | null {
  const text = sessionStorage.getItem(KEPT_AS)
  return text === null ? null : (JSON.parse(text) as Kept) // only `keep` writes under this name
}

/** The value, once it has stopped changing for a moment. */
export function usePaused<T>(value: T): T {
  const [paused, set] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => set(value), TYPING_PAUSE_MS)
    return () => clearTimeout(timer)
  }, [value])
  return paused
}
