/** Points of a summary: pressing one marks its lines in the transcript; each chip leads to one of them. */
import { type ReactNode, useState } from 'react'
import type { Line } from '../live-lines.ts'
import { positionOf } from '../text.ts'
import { later } from './later.tsx'

const PointTools = later(
  async () => (await import('../meeting/PointTools.tsx')).PointTools,
  <span className="point-tools" />,
)
const PointTrouble = later(async () => (await import('../meeting/PointTools.tsx')).PointTrouble)
const OwnWords = later(async () => (await import('../meeting/PointTools.tsx')).OwnWords)
const PointEditor = later(async () => (await import('../meeting/PointTools.tsx')).PointEditor)

export type Point = {
  id: string | null
  text: string
  lineIds: string[]
  isEdited: boolean
  editedBy: string | null
  isSourced: boolean
  trouble: string | null
}
export type PointList<P extends Point = Point> = {
  points: readonly P[]
  byId: ReadonlyMap<string, Line>
  shown: Point['lineIds'] | null
  onShow: (lineIds: string[]) => void
  /** The meeting; null for whoever may only read. */
  editableIn: string | null
  /** What stands below a point, such as the owner of a task. */
  below?: (point: P) => ReactNode
}

export function Points<P extends Point>(list: PointList<P>) {
  const [editing, edit] = useState<string | null>(null)
  return (
    <ul className="points">
      {list.points.map((point) => (
        <li key={point.id ?? point.text + point.lineIds[0]}>
          {list.editableIn && editing !== null && editing === point.id ? (
            <PointEditor sessionId={list.editableIn} point={point} onClose={() => edit(null)} />
          ) : (
            <OnePoint {...list} point={point} onBegin={() => edit(point.id)} />
          )}
        </li>
      ))}
    </ul>
  )
}

const MOST_CHIPS = 4

function OnePoint<P extends Point>({
  point,
  byId,
  shown,
  onShow,
  editableIn,
  below,
  onBegin,
}: PointList<P> & { point: P; onBegin: () => void }) {
  const { text, lineIds, trouble, isEdited, editedBy, isSourced } = point
  const lines = lineIds.flatMap((id) => byId.get(id) ?? [])
  return (
    <div className="point-row" data-trouble={trouble !== null}>
      <button
        type="button"
        className="point"
        aria-pressed={shown === lineIds}
        disabled={lines.length === 0}
        onClick={() => onShow(lineIds)}
      >
        <span dir="auto">
          {text}
          {isEdited && <span className="tag">{editedBy ? `edited by ${editedBy}` : 'edited'}</span>}
        </span>
      </button>
      <span className="chips">
        {lines.slice(0, MOST_CHIPS).map((line) => (
          <button
            type="button"
            className="chip"
            key={line.id}
            title={`${line.speaker}: ${line.text}`}
            aria-label={`Show what ${line.speaker} said at ${positionOf(line.start)}`}
            onClick={() => onShow([line.id])}
          >
            {positionOf(line.start)}
          </button>
        ))}
        {lines.length > MOST_CHIPS && <span className="small quiet">+{lines.length - MOST_CHIPS}</span>}
        {editableIn && point.id && <PointTools sessionId={editableIn} point={point} onBegin={onBegin} />}
      </span>
      {trouble && <PointTrouble trouble={trouble} />}
      {!trouble && !isSourced && <OwnWords isFor={lines.length} />}
      {below?.(point)}
    </div>
  )
}
