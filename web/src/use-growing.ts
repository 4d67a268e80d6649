/**
 * A long list is drawn from its beginning, a piece at a time, so that a page can be used at once; soon all of it is
 * there, for the scroll bar and for the browser's own search.
 */
import { startTransition, useEffect, useState } from 'react'

const AT_ONCE = 40
/** A very long list comes in this many pieces, and no piece is smaller than that. */
const MOST_PIECES = 50
const SMALLEST_PIECE = 40

/** How many are drawn; at least up to the one that is `wanted`. */
export function useGrowing(length: number, wanted: number, isWhole: boolean): number {
  const [drawn, draw] = useState(AT_ONCE)
  const isDone = isWhole || drawn >= length
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each piece comes the next
  useEffect(() => {
    if (isDone) return
    const piece = Math.max(SMALLEST_PIECE, Math.ceil(length / MOST_PIECES))
    // in between, keys and clicks are answered
    return whenIdle(() => startTransition(() => draw((before) => before + piece)))
  }, [isDone, drawn])
  return isWhole ? length : Math.max(drawn, wanted + AT_ONCE)
}

/** Safari has no idle callback. */
function whenIdle(act: () => void): () => void {
  if (!('requestIdleCallback' in globalThis)) {
    const timer = setTimeout(act, 30)
    return () => clearTimeout(timer)
  }
  const handle = requestIdleCallback(act, { timeout: 500 })
  return () => cancelIdleCallback(handle)
}
