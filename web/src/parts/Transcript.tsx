/** What was said. While it is being said it follows the newest line, unless one is reading further up. */
import { ArrowDown } from 'lucide-react'
import { memo, useEffect, useMemo } from 'react'
import type { Line } from '../live-lines.ts'
import { LineEditor } from '../meeting/LineEditor.tsx'
import { LineMenu } from '../meeting/LineMenu.tsx'
import type { LineAction } from '../meeting/line-actions.ts'
import { useShowMarked } from '../meeting/use-show-marked.ts'
import { count, positionOf } from '../text.ts'
import { turnsOf } from '../turns.ts'
import { useFollow, useThrottled } from '../use-follow.ts'
import { onKey } from './Keys.tsx'

type Props = {
  lines: readonly Line[]
  isLive: boolean
  marked: ReadonlySet<string>
  canManage: boolean
  /** The line that is being corrected. */
  editing: string | undefined
  onAct: (action: LineAction, line: Line) => void
  onCorrect: (lineId: string, text: string) => void
  onStopEditing: () => void
}
const SPOKEN_EVERY_MS = 6_000
/** From here on, the lines that are out of sight are not laid out (meetings.css). */
const LONG = 300

export function Transcript({ lines, isLive, marked, editing, canManage, ...on }: Props) {
  const last = lines.at(-1)
  const { box, onScroll, jump, missed } = useFollow(lines.length, last?.text, isLive && marked.size === 0)
  const turns = useMemo(() => turnsOf(lines), [lines])
  useShowMarked(marked)
  useEffect(() => onKey((key) => key === 'n' && isLive && jump()))

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
            {lines.map((line) =>
              line.id === editing ? (
                <LineEditor
                  key={line.id}
                  line={line}
                  onSave={(text) => on.onCorrect(line.id, text)}
                  onClose={on.onStopEditing}
                />
              ) : (
                <Said
                  key={line.id}
                  line={line}
                  isMarked={marked.has(line.id)}
                  canManage={canManage}
                  onAct={isLive ? undefined : on.onAct}
                />
              ),
            )}
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

type SaidProps = {
  line: Line
  isMarked: boolean
  canManage: boolean
  onAct: ((action: LineAction, line: Line) => void) | undefined
}
/** `onAct` is another function at each drawing, but does the same to the same line. */
const isSame = (one: SaidProps, other: SaidProps) =>
  one.line === other.line &&
  one.isMarked === other.isMarked &&
  one.canManage === other.canManage &&
  (one.onAct === undefined) === (other.onAct === undefined)

const Said = memo(({ line, isMarked, canManage, onAct }: SaidProps) => {
  const { id, text, start, isFinal, isRedacted, isEdited } = line
  return (
    <div className="said" id={`line-${id}`} data-final={isFinal} data-marked={isMarked}>
      <a href={`#line-${id}`} aria-label={`Link to ${positionOf(start)}`}>
        {positionOf(start)}
      </a>
      {isRedacted ? (
        <p className="quiet">
          <i>Redacted</i>
        </p>
      ) : (
        <p dir="auto">
          {text}
          {isEdited && <span className="tag">corrected</span>}
        </p>
      )}
      {onAct && (
        <LineMenu
          canManage={canManage}
          isRedacted={isRedacted ?? false}
          onAct={(action) => onAct(action, line)}
        />
      )}
    </div>
  )
}, isSame)

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

/** On a narrow screen the transcript is far below the point that led to it. */
const backToPoint = () =>
  document.querySelector('.point[aria-pressed=true]')?.scrollIntoView({ block: 'center' })
