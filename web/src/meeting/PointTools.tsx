/** What an owner can do to one point of a summary: put it in other words, or take it out; and what its lines say of it. */
import { CircleAlert, Pencil, PenLine, X } from 'lucide-react'
import { TextForm } from '../parts/TextForm.tsx'
import { useEditPoint } from './use-record.ts'

type Point = { id: string | null; text: string }
type Props = { sessionId: string; point: Point; onBegin: () => void }

export function PointTools({ sessionId, point: { id, text }, onBegin }: Props) {
  const edit = useEditPoint(sessionId)
  return (
    <span className="point-tools">
      <button type="button" aria-label={`Edit: ${text}`} title="Edit" onClick={onBegin}>
        <Pencil size={14} aria-hidden />
      </button>
      <button
        type="button"
        aria-label={`Take out: ${text}`}
        title="Take out"
        onClick={() => id && edit.mutate({ pointId: id, change: { isRemoved: true } })}
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  )
}

export const PointTrouble = ({ trouble }: { trouble: string }) => (
  <small className="point-trouble">
    <CircleAlert size={14} aria-hidden /> Not supported by the transcript as it stands now: {trouble}.
  </small>
)

/** What a person wrote stays, and does not pass for what was said. */
export const OwnWords = ({ isFor }: { isFor: number }) => (
  <small className="own-words quiet">
    <PenLine size={14} aria-hidden /> {isFor === 0 ? 'Rests on no line.' : 'In other words than its lines.'}
  </small>
)

const LONGEST = 2000
type EditorProps = { sessionId: string; point: Point; onClose: () => void }

export function PointEditor({ sessionId, point: { id, text: before }, onClose }: EditorProps) {
  const edit = useEditPoint(sessionId)
  return (
    <TextForm
      label="The point"
      before={before}
      longest={LONGEST}
      rows={3}
      save="Save"
      leave="Leave as it was"
      onClose={onClose}
      onSave={(text) => {
        if (id) edit.mutate({ pointId: id, change: { text } })
        onClose()
      }}
    />
  )
}
