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
