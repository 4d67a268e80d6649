/** The quiet card on which one signs in, sets up, accepts or starts anew. */
import { type ReactNode, useEffect } from 'react'
import { Problem } from '../api.ts'
import { asSentence } from '../text.ts'
import { Brand } from './Brand.tsx'
import { RequestId } from './Trouble.tsx'

export function Sign({ title, lead, children }: { title: string; lead?: ReactNode; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · LiveConvo`
  }, [title])
  return (
    <main className="sign">
      <Brand />
      <div className="card">
        <header className="stack-tight">
          <h1>{title}</h1>
          {lead && <div className="quiet">{lead}</div>}
        </header>
        {children}
      </div>
    </main>
  )
}

/** The sentence of what went wrong, unless it belongs to one field. */
export const FormTrouble = ({ error }: { error: Error | null }) =>
  error && (
    <div className="field-trouble" role="alert">
      <p>{asSentence(error.message)}</p>
      {isOurFault(error) && <RequestId error={error} />}
    </div>
  )

/** Where the person can mend it alone, an id would only be in the way. */
const isOurFault = (error: Error) => error instanceof Problem && error.status >= 500
