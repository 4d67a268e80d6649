/** One message, opened: what it carried (masked), what became of it, and another try. */
import { useQuery } from '@tanstack/react-query'
import { Dialog } from '../parts/Dialog.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { State } from '../parts/State.tsx'
import { message } from '../queries.ts'
import { momentOf } from '../text.ts'
import { looks } from './looks.ts'
import { Replay } from './Replay.tsx'

export function MessageView({ id, onClose }: { id: number; onClose: () => void }) {
  const query = useQuery(message(id))
  return (
    <Dialog title={`Message ${id}`} onClose={onClose}>
      <Loaded query={query} rows={4}>
        {(one) => (
          <>
            <p className="cluster">
              <State look={looks[one.status]} />
              <b>{one.sender}</b>
              <code>{one.eventType ?? 'no type'}</code>
            </p>
            <p className="small quiet">
              Received {momentOf(one.receivedAt)}
              {one.processedAt && `, ended ${momentOf(one.processedAt)}`} · {one.attempts} tries · {one.bytes}{' '}
              bytes
              {one.outcome && ` · ${one.outcome}`}
            </p>
            {one.body === null ? (
              <p className="quiet">What it carried has been forgotten, as you set it.</p>
            ) : (
              <textarea className="body" readOnly rows={14} aria-label="Body" value={one.body || 'No body'} />
            )}
          </>
        )}
      </Loaded>
      <p className="cluster">
        {query.data?.canReplay && <Replay id={id} />}
        <button type="button" className="button" onClick={onClose}>
          Close
        </button>
      </p>
    </Dialog>
  )
}
