/** A question before something that cannot be undone, with a verb on each of its two buttons. */
import type { ReactNode } from 'react'
import { Dialog } from './Dialog.tsx'

type Props = {
  title: string
  verb: string
  /** What stays as it is when the person turns back. */
  keep: string
  isBusy: boolean
  onYes: () => void
  onClose: () => void
  children: ReactNode
}

export const Question = ({ title, verb, keep, isBusy, onYes, onClose, children }: Props) => (
  <Dialog title={title} onClose={onClose}>
    {children}
    <div className="dialog-foot" style={{ marginTop: 8 }}>
      <button type="button" className="button" onClick={onClose}>
        {keep}
      </button>
      <button type="button" className="button danger" onClick={onYes} disabled={isBusy}>
        {verb}
      </button>
    </div>
  </Dialog>
)
