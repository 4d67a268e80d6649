/** Points of a summary: pressing one marks its lines in the transcript; each chip leads to one of them. */
import { CircleAlert, Pencil, X } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { Line } from '../live-lines.ts'
import { positionOf } from '../text.ts'

export type Point = {
  id: string | null
  text: string
  lineIds: string[]
  isEdited: boolean
  trouble: string | null
}
export type PointList<P extends Point = Point> = {
  points: readonly P[]
  byId: ReadonlyMap<string, Line>
  shown: Point['lineIds'] | null
  onShow: (lineIds: string[]) => void
  /** Null for whoever may only read. */
  onEdit: ((point: P, change: { text?: string; isRemoved?: boolean }) => void) | null
  /** What stands below a point, such as the owner of a task. */
  below?: (point: P) => ReactNode
}

export function Points<P extends Point>(list: PointList<P>) {
  const [editing, edit] = useState<string | null>(null)
  return (
    <ul className="points">
      {list.points.map((point) => (
        <li key={point.id ?? point.text + point.lineIds[0]}>
          {editing !== null && editing === point.id ? (
            <PointEditor
              text={point.text}
              onClose={() => edit(null)}
              onSave={(text) => list.onEdit?.(point, { text })}
            />
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
  onEdit,
  below,
  onBegin,
}: PointList<P> & { point: P; onBegin: () => void }) {
  const { text, lineIds, trouble, isEdited } = point
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
          {isEdited && <span className="tag">edited</span>}
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
        {onEdit && point.id && (
          <span className="point-tools">
            <button type="button" aria-label={`Edit: ${text}`} title="Edit" onClick={onBegin}>
              <Pencil size={14} aria-hidden />
            </button>
            <button
              type="button"
              aria-label={`Take out: ${text}`}
              title="Take out"
              onClick={() => onEdit(point, { isRemoved: true })}
            >
              <X size={14} aria-hidden />
            </button>
          </span>
        )}
      </span>
      {trouble && (
        <small className="point-trouble">
          <CircleAlert size={14} aria-hidden /> Not supported by the transcript as it stands now: {trouble}.
        </small>
      )}
      {below?.(point)}
    </div>
  )
}

type EditorProps = { text: string; onSave: (text: string) => void; onClose: () => void }

function PointEditor({ text, onSave, onClose }: EditorProps) {
  return (
    <form
      className="line-editor"
      onSubmit={(event) => {
        event.preventDefault()
        const next = String(new FormData(event.currentTarget).get('text')).trim()
        if (next !== '' && next !== text) onSave(next)
        onClose()
      }}
    >
      <textarea
        className="input"
        name="text"
        aria-label="The point"
        dir="auto"
        rows={3}
        defaultValue={text}
        ref={(field) => field?.focus()}
        onKeyDown={({ key }) => key === 'Escape' && onClose()}
      />
      <div className="cluster">
        <button type="submit" className="button primary">
          Save
        </button>
        <button type="button" className="button" onClick={onClose}>
          Leave as it was
        </button>
      </div>
    </form>
  )
}
