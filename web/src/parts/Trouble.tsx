/** What went wrong, what to do, and the id under which the server remembers it. */
import { CircleAlert } from 'lucide-react'
import { Problem } from '../api.ts'

type Props = { error: Error; title?: string; advice?: string; retry?: () => void }

export function Trouble({ error, title = 'This could not be loaded', advice, retry }: Props) {
  const requestId = error instanceof Problem ? error.requestId : undefined
  return (
    <div className="note red" role="alert">
      <CircleAlert size={18} aria-hidden />
      <div className="stack-tight">
        <h2>{title}</h2>
        <p>{error.message}</p>
        {advice && <p className="quiet">{advice}</p>}
        {requestId && (
          <p className="small quiet">
            Request id: <code>{requestId}</code>
          </p>
        )}
        {retry && (
          <p>
            <button type="button" className="button" onClick={retry}>
              Try again
            </button>
          </p>
        )}
      </div>
    </div>
  )
}
