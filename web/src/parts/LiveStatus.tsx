/** Says when what is on screen may be old. Quiet while all is well, and for the first seconds of a hiccup. */
import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLiveState } from '../live.ts'
import { lengthOf } from '../text.ts'

const PATIENCE_MS = 4_000

export function LiveStatus() {
  const { isOpen, lastHeardAt } = useLiveState()
  const [now, tick] = useState(() => Date.now())
  useEffect(() => {
    if (isOpen) return
    const timer = setInterval(() => tick(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [isOpen])
  if (isOpen || lastHeardAt === null || now - lastHeardAt < PATIENCE_MS) return null
  return (
    <div className="stale">
      <WifiOff size={16} aria-hidden />
      <span role="status">Reconnecting …</span>
      <span className="figures">last heard {lengthOf((now - lastHeardAt) / 1000)} ago</span>
    </div>
  )
}
