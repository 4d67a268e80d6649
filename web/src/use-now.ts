/** The time, as this page sees it, moved on every so often: for "in 5 min", "last heard 12 s ago". */
import { useEffect, useState } from 'react'

// The server's clock may be another one than the browser's (a demo can be sped up): ours is set by its answers.
let aheadMs = 0
export const setServerTime = (iso: string) => {
  aheadMs = new Date(iso).getTime() - Date.now()
}

export function useNow(everyMs = 15_000): Date {
  const [now, tick] = useState(() => new Date(Date.now() + aheadMs))
  useEffect(() => {
    const timer = setInterval(() => tick(new Date(Date.now() + aheadMs)), everyMs)
    return () => clearInterval(timer)
  }, [everyMs])
  return now
}
