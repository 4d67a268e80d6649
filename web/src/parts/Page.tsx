/** The head of a page: its one question as a title, and the one thing to do. */
import { type ReactNode, useEffect } from 'react'

type Props = { title: string; lead?: ReactNode; actions?: ReactNode; wide?: boolean; children: ReactNode }

export function Page({ title, lead, actions, wide = false, children }: Props) {
  useEffect(() => {
    document.title = `${title} · LiveConvo`
  }, [title])
  return (
    <div className={wide ? 'wide' : undefined}>
      <header className="page-head">
        <div>
          <h1>
            <bdi>{title}</bdi>
          </h1>
          {lead && <div className="quiet">{lead}</div>}
        </div>
        {actions && <div className="cluster">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
