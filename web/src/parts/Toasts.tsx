/** Shows what `say` said, and announces it politely. */
import { X } from 'lucide-react'
import { useSyncExternalStore } from 'react'
import { currentToasts, dismiss, type Toast, watchToasts } from '../toasts.ts'

export const Toasts = () => (
  <div className="toasts" aria-live="polite">
    {useSyncExternalStore(watchToasts, currentToasts).map((toast) => (
      <ToastCard key={toast.id} toast={toast} />
    ))}
  </div>
)

const ToastCard = ({ toast: { id, text, undo } }: { toast: Toast }) => (
  <div className="toast">
    <span>{text}</span>
    {undo && (
      <button
        type="button"
        onClick={() => {
          undo()
          dismiss(id)
        }}
      >
        Undo
      </button>
    )}
    <button type="button" aria-label="Dismiss" onClick={() => dismiss(id)} style={{ border: 0 }}>
      <X size={16} aria-hidden />
    </button>
  </div>
)
