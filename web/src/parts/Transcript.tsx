/** What was said. While it is being said it follows the newest line, unless one is reading further up. */
import { ArrowDown } from 'lucide-react'
import { memo, useEffect, useMemo } from 'react'
import type { Line } from '../live-lines.ts'
import { count, positionOf } from '../text.ts'
import { turnsOf } from '../turns.ts'
import { useFollow, useThrottled } from '../use-follow.ts'
import { onKey } from './Keys.tsx'

type Props = { lines: readonly Line[]; isLive: boolean; marked: ReadonlySet<string> }
const SPOKEN_EVERY_MS = 6_000
/** From here on, the lines that are out of sight are not laid out (meetings.css). */
const LONG = 300

export function Transcript({ lines, isLive, marked }: Props) {
  const last = lines.at(-1)
  const { box, onScroll, jump, missed } = useFollow(lines.length, last?.text, isLive && marked.size === 0)
  const turns = useMemo(() => turnsOf(lines), [lines])
  useShowMarked(marked)
  useEffect(() => onKey((key) => key === 'n' && jump()))

  return (
    <section className="card flush transcript-card" aria-label="Transcript">
      <header className="transcript-head">
        <h2>Transcript</h2>
        {lines.length > 0 && <span className="small quiet">{count(lines.length, 'line')}</span>}
        {marked.size > 0 && (
          <button type="button" className="link small only-narrow" onClick={backToPoint}>
            Back to the point
          </button>
        )}
      </header>
      {lines.length === 0 && <NoLines isLive={isLive} />}
      <ol className="transcript" data-long={!isLive && lines.length > LONG} ref={box} onScroll={onScroll}>
        {turns.map(({ key, speaker, lines }) => (
          <li className="turn" key={key}>
            <p className="turn-head">
              <b>
                <bdi>{speaker}</bdi>
              </b>
            </p>
            {lines.map((line) => (
              <Said key={line.id} line={line} isMarked={marked.has(line.id)} />
            ))}
          </li>
        ))}
      </ol>
      {isLive && <Aloud lines={lines} />}
      {missed !== null && (
        <button type="button" className="button primary jump" onClick={jump}>
          <ArrowDown size={16} aria-hidden />
          {missed > 0 ? `Jump to now · ${count(missed, 'new line')}` : 'Jump to now'}
        </button>
      )}
    </section>
  )
}

type SaidProps = { line: Line; isMarked: boolean }
const Said = memo(({ line: { id, text, start, isFinal }, isMarked }: SaidProps) => (
  <div className="said" id={`line-${id}`} data-final={isFinal} data-marked={isMarked}>
    <a href={`#line-${id}`} aria-label={`Link to ${positionOf(start)}`}>
      {positionOf(start)}
    </a>
    <p dir="auto">{text}</p>
  </div>
))

/** The newest whole line for screen readers: at most one every few seconds, never a half one. */
function Aloud({ lines }: { lines: readonly Line[] }) {
  const line = useThrottled(
    lines.findLast(({ isFinal }) => isFinal),
    SPOKEN_EVERY_MS,
  )
  return (
    <p className="hidden" aria-live="polite">
      {line && `${line.speaker}: ${line.text}`}
    </p>
  )
}

const NoLines = ({ isLive }: { isLive: boolean }) => (
  <p className="quiet" style={{ padding: 20 }}>
    {isLive
      ? 'Nobody has spoken yet. Lines appear here as they are said.'
      : 'There is no transcript for this meeting.'}
  </p>
)

/** Brings the first marked line into view: by moving the transcript alone, unless that is off the screen itself. */
function useShowMarked(marked: ReadonlySet<string>): void {
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
    return isLong ? keepInMiddle(box, line) : undefined
  }, [marked])
}

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

/** On a narrow screen the transcript is far below the point that led to it. */
const backToPoint = () =>
  document.querySelector('.point[aria-pressed=true]')?.scrollIntoView({ block: 'center' })
