/** Keeps what has changed while one was looking, for a while: a meeting that moves does not slip away unnoticed. */
import { useEffect, useRef, useState } from 'react'
import type { Meeting } from '../queries.ts'
import { type News, whatChanged } from './what-changed.ts'

const KEPT_MS = 60_000
const MOST = 5

type Kept = News & { id: number; until: number }

export function useNews(meetings: readonly Meeting[], now: Date) {
  const seen = useRef<readonly Meeting[] | null>(null)
  const lastId = useRef(0)
  const [news, set] = useState<readonly Kept[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: news come from new meetings, not from time passing
  useEffect(() => {
    const fresh = seen.current ? whatChanged(seen.current, meetings, now) : []
    seen.current = meetings
    if (fresh.length === 0) return
    const until = now.getTime() + KEPT_MS
    const kept = fresh.slice(0, MOST).map((one) => ({ ...one, id: ++lastId.current, until }))
    set((old) => [...kept, ...old].slice(0, MOST))
  }, [meetings])
  const current = news.filter(({ until }) => until > now.getTime())
  return { news: current, dismiss: () => set([]) }
}
