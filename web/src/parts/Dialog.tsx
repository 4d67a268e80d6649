/** A question or a form above the page. The browser's own dialog keeps the focus inside and gives it back after. */
import { type ReactNode, useEffect, useRef } from 'react'

type Props = { title: string; onClose: () => void; children: ReactNode }

export function Dialog({ title, onClose, children }: Props) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    dialog?.showModal()
    return () => dialog?.close()
  }, [])
  return (
    <dialog ref={element} onClose={onClose} aria-label={title} className="stack">
      <h2>{title}</h2>
      {children}
    </dialog>
  )
}

type AskProps = Props & { verb: string; onYes: () => void; isBusy?: boolean }

/** For what cannot be undone: the question, what follows from it, and a verb on the button. */
export const Ask = ({ verb, onYes, isBusy = false, ...dialog }: AskProps) => (
  <Dialog {...dialog}>
    <div className="stack-tight">{dialog.children}</div>
    <div className="dialog-foot" style={{ marginTop: 8 }}>
      <button type="button" className="button" onClick={dialog.onClose}>
        Keep it
      </button>
      <button type="button" className="button danger" onClick={onYes} disabled={isBusy}>
        {verb}
      </button>
    </div>
  </Dialog>
)
