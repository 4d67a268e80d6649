/** A line that is pointed to is brought into view. */
import { useEffect } from 'react'

/** Brings the first marked line into view: by moving the transcript alone, unless that is off the screen itself. */
export function useShowMarked(marked: ReadonlySet<string>): void {
  useEffect(() => {
    const [first] = marked
    const line = first === undefined ? null : document.getElementById(`line-${first}`)
    const box = line?.closest<HTMLElement>('.transcript')
    if (!line || !box) return
    const isLong = box.dataset.long === 'true'
    const isCalm = isLong || matchMedia('(prefers-reduced-motion: reduce)').matches
    const behavior = isCalm ? 'auto' : 'smooth'
    const middle = line.offsetTop - box.clientHeight / 2
    const scrolled = Math.max(0, Math.min(middle, box.scrollHeight - box.clientHeight))
    const willBeAt = box.getBoundingClientRect().top + line.offsetTop - scrolled
    if (willBeAt < 0 || willBeAt + line.offsetHeight > innerHeight)
      line.scrollIntoView({ block: 'center', behavior }) // the window, too
    else box.scrollTo({ top: middle, behavior })
    return isLong ? keepInMiddle(box, line) : keepInSight(box, line)
  }, [marked])
}

/** Parts of the page that come later push the line away; until the reader moves, it is brought back. */
function keepInSight(box: HTMLElement, line: HTMLElement): () => void {
  const isHidden = () => {
    const [outer, inner] = [box.getBoundingClientRect(), line.getBoundingClientRect()]
    return inner.top < Math.max(0, outer.top) || inner.bottom > Math.min(innerHeight, outer.bottom)
  }
  const observer = new ResizeObserver(() => {
    if (isHidden()) line.scrollIntoView({ block: 'center' })
  })
  const ended = new AbortController()
  const stop = () => {
    observer.disconnect()
    ended.abort()
  }
  for (const name of ['wheel', 'touchmove', 'keydown', 'pointerdown'])
    document.addEventListener(name, stop, { signal: ended.signal, passive: true })
  setTimeout(() => ended.signal.aborted || watch(), SETTLING_MS) // not into the smooth movement that goes on
  const watch = () => {
    observer.observe(box)
    observer.observe(document.body)
  }
  return stop
}

const SETTLING_MS = 400

const SETTLED_AFTER_FRAMES = 30

/** In a long transcript the lines around one get their true heights only when they come into sight. */
function keepInMiddle(box: HTMLElement, line: HTMLElement): () => void {
  let left = SETTLED_AFTER_FRAMES
  let frame = 0
  const correct = () => {
    box.scrollTop = line.offsetTop - box.clientHeight / 2
    if (left-- > 0) frame = requestAnimationFrame(correct)
  }
  correct()
  return () => cancelAnimationFrame(frame)
}
