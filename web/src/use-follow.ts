/**
 * Follow what grows at the end of a list, but only while the reader is at its end: who reads further up is never
 * moved, and is told how much has come since.
 */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

const NEAR_END_PX = 48

export function useFollow(size: number, grown: unknown, isOn: boolean) {
  const box = useRef<HTMLDivElement>(null)
  const [seen, see] = useState<number | null>(null) // how long the list was when the reader left its end
  const toEnd = () => box.current?.scrollTo({ top: box.current.scrollHeight })
  const onScroll = () => {
    const { scrollTop = 0, clientHeight = 0, scrollHeight = 0 } = box.current ?? {}
    const isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR_END_PX
    see((left) => (isAtEnd ? null : (left ?? size)))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a line that grows counts, too
  useLayoutEffect(() => {
    if (isOn && seen === null) toEnd()
  }, [size, grown, isOn])
  return { box, onScroll, jump: toEnd, missed: isOn && seen !== null ? Math.max(0, size - seen) : null }
}

/** The newest value, but changed at most so often: for what is read aloud. */
export function useThrottled<T>(value: T, everyMs: number): T {
  const [shown, show] = useState(value)
  const newest = useRef(value)
  useEffect(() => {
    newest.current = value
  }, [value])
  useEffect(() => {
    const timer = setInterval(() => show(newest.current), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return shown
}
