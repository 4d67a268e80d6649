/** The meeting as a file, and its other half. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { Download } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { Dialog } from '../parts/Dialog.tsx'
import type { Session } from '../queries.ts'
import { dateOf, lengthOf, timeOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

const formats = [
  ['pdf', 'PDF'],
  ['docx', 'Word'],
  ['md', 'Markdown'],
  ['txt', 'Text'],
  ['srt', 'SubRip subtitles'],
  ['vtt', 'WebVTT subtitles'],
  ['json', 'JSON'],
] as const

export function ExportMenu({ session }: { session: Session }) {
  const [isOpen, open] = useState(false)
  const [isJoining, join] = useState(false)
  if (session.lines.length === 0) return null
  return (
    <>
      <button type="button" className="button" onClick={() => open(true)}>
        <Download size={16} aria-hidden /> <span className="verb">Export</span>
      </button>
      {isOpen && (
        <Dialog title="Export this meeting" onClose={() => open(false)}>
          <p className="quiet">As it stands now: corrected, and without what was redacted.</p>
          <ul className="formats">
            {formats.map(([format, name]) => (
              <li key={format}>
                <a className="button" href={`/v1/sessions/${session.id}/export/${format}`} download>
                  {name}
                </a>
              </li>
            ))}
          </ul>
          {session.canManage && session.status === 'complete' && (
            <p className="small">
              Did the meeting break in two?{' '}
              <button
                type="button"
                className="link"
                onClick={() => {
                  open(false)
                  join(true)
                }}
              >
                Join its second half
              </button>
            </p>
          )}
          <div className="dialog-foot">
            <button type="button" className="button" onClick={() => open(false)}>
              Close
            </button>
          </div>
        </Dialog>
      )}
      {isJoining && <Join session={session} onClose={() => join(false)} />}
    </>
  )
}

function Join({ session: { id, recordingStartedAt }, onClose }: { session: Session; onClose: () => void }) {
  const queries = useQueryClient()
  const list = useInfiniteQuery({
    queryKey: ['sessions'],
    queryFn: ({ pageParam }) => api('GET /v1/sessions', { query: { before: pageParam } }),
    initialPageParam: undefined as string | undefined, // widens the literal to what later pages carry
    getNextPageParam: ({ next }) => next,
  })
  const onSettled = () => queries.invalidateQueries()
  const undo = useMutation({
    mutationFn: (editId: string) =>
      api('DELETE /v1/sessions/{id}/edits/{editId}', { params: { id, editId } }),
    onSuccess: () => say('They are two meetings again.'),
    onError: sayTrouble,
    onSettled,
  })
  const join = useMutation({
    mutationFn: (otherId: string) =>
      api('POST /v1/sessions/{id}/join', { params: { id }, body: { otherId } }),
    onSuccess: ({ editId }) => say('They are one meeting now.', () => editId && undo.mutate(editId)),
    onError: sayTrouble,
    onSettled,
  })
  const later = (list.data?.pages.flatMap(({ sessions }) => sessions) ?? []).filter(
    (other) =>
      other.id !== id &&
      other.status === 'complete' &&
      (other.recordingStartedAt ?? '') >= (recordingStartedAt ?? ''),
  )
  return (
    <Dialog title="Which meeting is the second half?" onClose={onClose}>
      <p className="quiet">
        Its lines go behind those of this one, and whoever was invited to it sees the whole. The summary is
        written anew. This can be undone.
      </p>
      {later.length === 0 && <p>No later meeting of yours is over and written down.</p>}
      <ul className="stack-tight">
        {later.slice(0, 10).map((other) => (
          <li key={other.id}>
            <button
              type="button"
              className="button"
              disabled={join.isPending}
              onClick={() => join.mutate(other.id, { onSuccess: onClose })}
            >
              <bdi>{other.title}</bdi>
              <span className="quiet">
                {other.recordingStartedAt &&
                  `${dateOf(other.recordingStartedAt)}, ${timeOf(other.recordingStartedAt)}`}{' '}
                · {lengthOf(other.durationSeconds)}
              </span>
            </button>
          </li>
        ))}
      </ul>
      <div className="dialog-foot">
        <button type="button" className="button" onClick={onClose}>
          Leave them apart
        </button>
      </div>
    </Dialog>
  )
}
