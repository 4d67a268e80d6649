/** Correcting a line where it stands: Enter saves, Escape leaves it as it was. */
import { useEffect, useRef, useState } from 'react'
import type { Line } from '../live-lines.ts'

type Props = { line: Line; onSave: (text: string) => void; onClose: () => void }

export function LineEditor({ line, onSave, onClose }: Props) {
  const [text, type] = useState(line.text)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => field.current?.focus(), [])
  const save = () => {
    if (text.trim() !== '' && text.trim() !== line.text) onSave(text.trim())
    onClose()
  }
  return (
    <form
      className="line-editor"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <textarea
        ref={field}
        className="input"
        aria-label="What was said"
        dir="auto"
        rows={Math.min(8, Math.ceil(text.length / 60) + 1)}
        value={text}
        onChange={({ target }) => type(target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') onClose()
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault()
            save()
          }
        }}
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
