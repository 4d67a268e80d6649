/** What went wrong, what was kept, what to do, and the id under which the server remembers it. */
import { CircleAlert } from 'lucide-react'
import { Problem } from '../api.ts'
import { asSentence } from '../text.ts'

type Props = { error: Error; title?: string; advice?: string; retry?: () => void }

export const Trouble = ({ error, title = 'This could not be loaded', advice, retry }: Props) => (
  <div className="note red" role="alert">
    <CircleAlert size={18} aria-hidden />
    <div className="stack-tight">
      <h2>{title}</h2>
      <p>{asSentence(error.message)}</p>
      <p>{advice ?? adviceFor(error)}</p>
      <RequestId error={error} />
      {retry && (
        <p style={{ marginTop: 8 }}>
          <button type="button" className="button" onClick={retry}>
            Try again
          </button>
        </p>
      )}
    </div>
  </div>
)

/** The name under which the server's log knows what happened, to be told to the operator. */
export const RequestId = ({ error }: { error: Error }) =>
  error instanceof Problem &&
  error.requestId && (
    <p className="small quiet">
      Request id: <code style={{ overflowWrap: 'anywhere' }}>{error.requestId}</code>
    </p>
  )

function adviceFor(error: Error): string {
  const status = error instanceof Problem ? error.status : undefined
  if (status === 0) return 'Nothing was changed and nothing was lost.'
  if (status === 403)
    return 'Nothing was changed. Ask somebody who may do this, or enter another organization.'
  if (status === 404 || status === 410)
    return 'It may have been deleted, or it belongs to another organization of yours. Nothing else is affected.'
  if (status === 429) return 'Nothing was lost. Wait a minute, then try again.'
  return 'Nothing was changed and nothing was lost. Try again; if it happens once more, tell the operator.'
}
