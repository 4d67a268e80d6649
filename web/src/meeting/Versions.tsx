/** The summaries that were written of a meeting: what another one said that this one does not, and back to it. */
import '../styles/notes.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Minus, Plus } from 'lucide-react'
import { useState } from 'react'
import { type Answer, api } from '../api.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { Session } from '../queries.ts'
import { momentOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { compared, textsOf } from './compare.ts'
import { writerOf } from './writer.ts'

type Props = { session: Session; onClose: () => void }
type Listed = Answer<'GET /v1/sessions/{id}/summary-versions'>['versions'][number]

export function Versions({ session, onClose }: Props) {
  const { id, summary } = session
  const [opened, open] = useState<number | null>(null)
  const query = useQuery({
    queryKey: ['session', id, 'versions'],
    queryFn: () => api('GET /v1/sessions/{id}/summary-versions', { params: { id } }),
  })
  return (
    <Dialog title="Versions of the summary" onClose={onClose}>
      <Loaded query={query} rows={2}>
        {({ versions }) => (
          <ul>
            {versions.map((version) => (
              <li className="version stack-tight" key={version.version}>
                <Head version={version} isCurrent={version.version === summary?.version} />
                <p>
                  <button
                    type="button"
                    className="link"
                    aria-expanded={opened === version.version}
                    onClick={() => open(opened === version.version ? null : version.version)}
                  >
                    {version.version === summary?.version
                      ? 'Read it as it was written'
                      : 'Compare with what is shown'}
                  </button>
                </p>
                {opened === version.version && (
                  <Opened session={session} version={version} onClose={onClose} />
                )}
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </div>
    </Dialog>
  )
}

const Head = ({
  version: { version, writtenBy, createdAt, instructions },
  isCurrent,
}: {
  version: Listed
  isCurrent: boolean
}) => (
  <>
    <p>
      <b>Version {version}</b>
      {isCurrent && <span className="tag">shown now</span>}
    </p>
    <p className="small quiet">
      <time dateTime={createdAt}>{momentOf(createdAt)}</time> · {writerOf(writtenBy)}
    </p>
    {instructions && (
      <p className="small" dir="auto">
        Asked for: “{instructions}”
      </p>
    )}
  </>
)

type OpenedProps = { session: Session; version: Listed; onClose: () => void }

function Opened({ session: { id, summary, canManage }, version: { version }, onClose }: OpenedProps) {
  const queries = useQueryClient()
  const query = useQuery({
    queryKey: ['session', id, 'versions', version],
    queryFn: () => api('GET /v1/sessions/{id}/summary-versions/{version}', { params: { id, version } }),
  })
  const restore = useMutation({
    mutationFn: () =>
      api('POST /v1/sessions/{id}/summary-versions/{version}/restore', { params: { id, version } }),
    onSuccess: () => {
      say(`Version ${version} is shown again. What you changed stays.`)
      onClose()
    },
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id] }),
  })
  const isCurrent = version === summary?.version
  return (
    <Loaded query={query} rows={1}>
      {(old) => (
        <>
          <Differences
            list={compared(textsOf(old), summary && !isCurrent ? textsOf(summary) : textsOf(old))}
            isCurrent={isCurrent}
          />
          {canManage && !isCurrent && (
            <p>
              <button
                type="button"
                className="button"
                disabled={restore.isPending}
                onClick={() => restore.mutate()}
              >
                Show this version again
              </button>
            </p>
          )}
        </>
      )}
    </Loaded>
  )
}

const signs = { only: Plus, gone: Minus, both: null }
const words = { only: 'Only in this version', gone: 'Only in the one shown now', both: 'In both' }

const Differences = ({ list, isCurrent }: { list: ReturnType<typeof compared>; isCurrent: boolean }) => (
  <>
    {!isCurrent && (
      <p className="small quiet">
        + stands only in this version, − only in what is shown now; all else stands in both.
      </p>
    )}
    {list.length === 0 && <p className="quiet">Nothing stands in it.</p>}
    <ul className="changed-list small">
      {list.map(({ text, is }) => {
        const Sign = signs[is]
        return (
          <li key={is + text} data-is={is}>
            {Sign ? <Sign size={14} aria-label={words[is]} /> : <span />}
            <span dir="auto">{text}</span>
          </li>
        )
      })}
    </ul>
  </>
)
