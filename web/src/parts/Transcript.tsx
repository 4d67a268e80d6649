/** What was said. While it is being said it follows the newest line, unless one is reading further up. */
import { ArrowDown } from 'lucide-react'
import { memo, type ReactNode, useEffect, useMemo, useState } from 'react'
import type { Line } from '../live-lines.ts'
import { LineEditor } from '../meeting/LineEditor.tsx'
import type { LineAction } from '../meeting/line-actions.ts'
import { Said } from '../meeting/Said.tsx'
import { useShowMarked } from '../meeting/use-show-marked.ts'
import { count } from '../text.ts'
import { type CallEvent, isTurn, type Story, storyOf, type Turn } from '../turns.ts'
import { useFollow, useThrottled } from '../use-follow.ts'
import { useGrowing } from '../use-growing.ts'
import { Happened } from './Happened.tsx'
import { onKey } from './Keys.tsx'

type Props = {
  lines: readonly Line[]
  /** Who came, left and wrote, between the lines. */
  events: readonly CallEvent[]
  isLive: boolean
  marked: ReadonlySet<string>
  canManage: boolean
  /** The line that is being corrected. */
  editing: string | undefined
  /** Between the head and the lines: the player. */
  above?: ReactNode
  /** In place of "Jump to now", when the reader has gone elsewhere while something plays. */
  back?: ReactNode
  onAct: (action: LineAction, line: Line) => void
  onCorrect: (lineId: string, text: string) => void
  onStopEditing: () => void
}
const SPOKEN_EVERY_MS = 6_000
/** From here on, the lines that are out of sight are not laid out (meetings.css). */
const LONG = 300
const BLOCK = 40

export function Transcript({ lines, events, isLive, marked, above, back, ...rest }: Props) {
  const last = lines.at(-1)
  const { box, onScroll, jump, missed } = useFollow(lines.length, `${last?.text}${events.length}`, isLive)
  const story = useMemo(() => storyOf(lines, events), [lines, events])
  const blocks = useMemo(() => blocksOf(story), [story])
  const wanted = useMemo(() => placeOf(story, marked), [story, marked])
  const drawn = useGrowing(story.length, wanted, isLive)
  useShowMarked(marked)
  useEffect(() => onKey((key) => key === 'End' && isLive && jump()))

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
      {above}
      {lines.length === 0 && <NoLines isLive={isLive} />}
      <div
        className="transcript"
        data-long={!isLive && lines.length > LONG}
        data-playable={Boolean(above)}
        ref={box}
        onScroll={onScroll}
      >
        {blocks.slice(0, Math.ceil(drawn / BLOCK)).map((items, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a block is its place; a live talk only grows at its end
          <Block key={at} items={items} isLive={isLive} marked={marked} {...rest} />
        ))}
      </div>
      {isLive && <Aloud lines={lines} />}
      {missed === null
        ? back
        : jumpTo(missed > 0 ? `Jump to now · ${count(missed, 'new line')}` : 'Jump to now', jump)}
    </section>
  )
}

/** In stretches that the browser may leave aside while they are out of sight. */
const blocksOf = (story: Story): Story[] =>
  Array.from({ length: Math.ceil(story.length / BLOCK) }, (_, at) =>
    story.slice(at * BLOCK, (at + 1) * BLOCK),
  )

/** Where the first marked line stands; 0 where none is marked. */
function placeOf(story: Story, [first]: ReadonlySet<string>): number {
  if (first === undefined) return 0
  return story.findIndex((item) => isTurn(item) && item.lines.some(({ id }) => id === first))
}

/** A button over the foot of the list. */
export const jumpTo = (words: string, onClick: () => void) => (
  <button type="button" className="button primary jump" onClick={onClick}>
    <ArrowDown size={16} aria-hidden />
    {words}
  </button>
)

type BlockProps = Omit<Props, 'lines' | 'events' | 'above' | 'back'> & { items: Story }

/** A block that was drawn is not looked at again while others are added: thousands of turns would be compared each time. */
const isSameBlock = (one: BlockProps, other: BlockProps) =>
  one.items === other.items &&
  one.isLive === other.isLive &&
  one.canManage === other.canManage &&
  one.marked === other.marked &&
  one.editing === other.editing

const Block = memo(
  ({ items, ...rest }: BlockProps) => (
    <ol>
      {items.map((item) =>
        isTurn(item) ? (
          <OneTurn key={item.key} turn={item} {...rest} />
        ) : (
          <Happened key={item.key} happening={item} />
        ),
      )}
    </ol>
  ),
  isSameBlock,
)

type TurnProps = Omit<BlockProps, 'items'> & { turn: Turn }

/** Marking or correcting a line concerns its own turn alone; the functions do the same at each drawing. */
const isSameTurn = (one: TurnProps, other: TurnProps) =>
  one.turn.speaker === other.turn.speaker &&
  one.turn.lines.length === other.turn.lines.length &&
  one.isLive === other.isLive &&
  one.canManage === other.canManage &&
  one.turn.lines.every(
    (line, at) =>
      line === other.turn.lines[at] &&
      one.marked.has(line.id) === other.marked.has(line.id) &&
      (one.editing === line.id) === (other.editing === line.id),
  )

const OneTurn = memo(({ turn, isLive, marked, canManage, editing, ...on }: TurnProps) => {
  const [menu, openMenu] = useState<string>()
  return (
    <li className="turn">
      <p className="turn-head">
        <b>
          <bdi>{turn.speaker}</bdi>
        </b>
      </p>
      {turn.lines.map((line) =>
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
            isMenuOpen={menu === line.id}
            onMenu={(isOpen) => openMenu(isOpen ? line.id : undefined)}
            onAct={isLive ? undefined : on.onAct}
          />
        ),
      )}
    </li>
  )
}, isSameTurn)

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
