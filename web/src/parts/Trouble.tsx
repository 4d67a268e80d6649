/** What went wrong, what was kept, what to do, and the id under which the server remembers it. */
import { Problem } from '../api.ts'
import { asSentence } from '../text.ts'

type Props = { error: Error; title?: string; advice?: string; retry?: () => void }

export const Trouble = ({ error, title = 'This could not be loaded', advice, retry }: Props) => (
  <div className="note red" role="alert">
    <Sign />
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

/** Drawn here: who cannot reach the server cannot load an icon either. */
const Sign = () => (
  <svg
    width="18"
    height="18"
    viewBox="0 0 24 24"
    fill="none"
    stroke="currentColor"
    strokeWidth="2"
    aria-hidden
  >
    <path d="M12 8v4m0 4h.01M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0Z" strokeLinecap="round" />
  </svg>
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
