/** One document: what it is, whether it could be read, and its beginning. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { type Answer, addressOf, api } from '../api.ts'
import { Question } from '../parts/Question.tsx'
import { Link } from '../router/router.tsx'
import { asSentence, count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { documentAddress } from './passages.ts'

export type Document = Answer<'GET /v1/sessions/{id}/context'>['documents'][number]
type Props = { sessionId: string; document: Document }

export function DocumentRow({ sessionId, document }: Props) {
  const [isAsking, ask] = useState(false)
  const { id, name, status, trouble, preview, chars, canDelete } = document
  return (
    <li className="document">
      <span>
        {status === 'error' ? <bdi>{name}</bdi> : <FileLink sessionId={sessionId} id={id} name={name} />}
        <span className="quiet"> {factsOf(document)}</span>
      </span>
      {canDelete && (
        <button
          type="button"
          className="line-more"
          aria-label={`Take away ${name}`}
          onClick={() => ask(true)}
        >
          <Trash2 size={14} aria-hidden />
        </button>
      )}
      {trouble && (
        <span className="field-trouble">
          <CircleAlert size={14} aria-hidden /> {asSentence(trouble)}
        </span>
      )}
      {preview && (
        <details>
          <summary className="quiet">What was read from it</summary>
          <p className="excerpt" dir="auto">
            {preview}
            {chars !== null && chars > preview.length && ' …'}
          </p>
          <Link to={documentAddress(sessionId, id)}>Read all of it</Link>
        </details>
      )}
      {isAsking && <TakeAway sessionId={sessionId} document={document} onClose={() => ask(false)} />}
    </li>
  )
}

const FileLink = ({ sessionId, id, name }: { sessionId: string; id: string; name: string }) => (
  <a
    href={
      addressOf('GET /v1/sessions/{id}/documents/{documentId}/file', { id: sessionId, documentId: id }).path
    }
    download={name}
  >
    <bdi>{name}</bdi>
  </a>
)

/** Below this an eye should look again. */
const SURE = 0.8

const factsOf = ({ status, kind, bytes, pages, confidence, addedBy }: Document) =>
  [
    status === 'pending' ? 'is being read …' : kind.toUpperCase(),
    sizeOf(bytes),
    pages !== null && count(pages, 'page'),
    confidence !== null && confidence < SURE && 'hard to read: check the words',
    `by ${addedBy}`,
  ]
    .filter(Boolean)
    .join(' · ')

export const sizeOf = (bytes: number) =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`

function TakeAway({ sessionId: id, document, onClose }: Props & { onClose: () => void }) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () =>
      api('DELETE /v1/sessions/{id}/documents/{documentId}', { params: { id, documentId: document.id } }),
    onSuccess: () => say('Taken away.'),
    onError: sayTrouble,
    onSettled: () => {
      onClose()
      return queries.invalidateQueries({ queryKey: ['session', id] })
    },
  })
  return (
    <Question
      title={`Take away “${document.name}”?`}
      verb="Take it away"
      keep="Keep it"
      isBusy={remove.isPending}
      onYes={() => remove.mutate()}
      onClose={onClose}
    >
      <p>Nobody can open it here any more. What was written with its help stays. This cannot be undone.</p>
    </Question>
  )
}
