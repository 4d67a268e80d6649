/** Words that are written or changed where they stand: Escape leaves them as they were, and nothing empty is kept. */
import type { ReactNode } from 'react'

type Props = {
  label: string
  before?: string
  longest: number
  /** 1: Enter is enough to save it. */
  rows: number
  save: string
  leave: string
  isBusy?: boolean
  children?: ReactNode
  /** Only what is neither empty nor as before. */
  onSave: (text: string) => void
  onClose: () => void
}

export function TextForm({ label, before = '', longest, rows, save, leave, isBusy, ...form }: Props) {
  const field = {
    ...{ className: 'input', name: 'text', 'aria-label': label, dir: 'auto', maxLength: longest },
    defaultValue: before,
    onKeyDown: ({ key }: { key: string }) => key === 'Escape' && form.onClose(),
  }
  return (
    <form
      className="line-editor"
      onSubmit={(event) => {
        event.preventDefault()
        const text = String(new FormData(event.currentTarget).get('text')).trim()
        if (text === before) form.onClose()
        else if (text !== '') form.onSave(text)
      }}
    >
      {rows === 1 ? (
        <input {...field} ref={(input) => input?.focus()} />
      ) : (
        <textarea {...field} rows={rows} ref={(area) => area?.focus()} />
      )}
      {form.children}
      <div className="cluster">
        <button type="submit" className="button primary" disabled={isBusy}>
          {save}
        </button>
        <button type="button" className="button" onClick={form.onClose}>
          {leave}
        </button>
      </div>
    </form>
  )
}
