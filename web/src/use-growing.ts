/**
 * A long list is drawn from its beginning, a piece at a time, so that a page can be used at once; soon all of it is
 * there, for the scroll bar and for the browser's own search.
 */
import { useEffect, useState } from 'react'

const AT_ONCE = 40
const PIECE = 40

/** How many are drawn; at least up to the one that is `wanted`. */
export function useGrowing(length: number, wanted: number, isWhole: boolean): number {
  const [drawn, draw] = useState(AT_ONCE)
  const isDone = isWhole || drawn >= length
  // biome-ignore lint/correctness/useExhaustiveDependencies: after each piece comes the next
  useEffect(() => {
    if (isDone) return
    return whenIdle(() => draw((before) => before + PIECE))
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
