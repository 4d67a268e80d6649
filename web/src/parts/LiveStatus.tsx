/** Keeps every page up to date, and says when what is on screen may be old. Quiet while all is well, and for the first seconds of a hiccup. */
import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLive, useLiveState } from '../live.ts'
import { SILENCE_MS } from '../live-tabs.ts'
import { lengthOf } from '../text.ts'

const PATIENCE_MS = 4_000

/** The tab that reads the stream says when it is lost; the others notice by themselves if that tab is frozen. */
export function LiveStatus() {
  useLive()
  const { isOpen: isSaidOpen, lastHeardAt, lostAt } = useLiveState()
  const [now, tick] = useState(() => Date.now())
  const isOpen = isSaidOpen && (lastHeardAt === null || now - lastHeardAt < SILENCE_MS)
  useEffect(() => {
    const timer = setInterval(() => tick(Date.now()), isOpen ? 10_000 : 1_000)
    return () => clearInterval(timer)
  }, [isOpen])
  if (isOpen || lastHeardAt === null || now - (lostAt ?? 0) < PATIENCE_MS) return null
  return (
    <div className="stale">
      <WifiOff size={16} aria-hidden />
      <span role="status">Reconnecting …</span>
      <span className="figures">last heard {lengthOf((now - lastHeardAt) / 1000)} ago</span>
    </div>
  )
}
