/** What was brought to a meeting: its owner's words about it, and documents that everybody who sees it can open. */
import '../styles/notes.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, api } from '../api.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { say, sayTrouble } from '../toasts.ts'
import { AddDocuments } from './AddDocuments.tsx'
import { DocumentRow } from './DocumentRow.tsx'

type Context = Answer<'GET /v1/sessions/{id}/context'>

export function ContextCard({ sessionId: id }: { sessionId: string }) {
  const query = useQuery({
    queryKey: ['session', id, 'context'],
    queryFn: () => api('GET /v1/sessions/{id}/context', { params: { id } }),
  })
  return (
    <section className="card stack-tight aside" aria-label="Context">
      <h3>Context</h3>
      <Loaded query={query} rows={0}>
        {(context) => (
          <>
            <Remarks id={id} context={context} />
            <ul>
              {context.documents.map((document) => (
                <DocumentRow key={document.id} sessionId={id} document={document} />
              ))}
            </ul>
            <AddDocuments sessionId={id} most={context.most} />
            <p className="small quiet">
              Everybody who sees this meeting can open these, and find them by their words. Questions are
              answered out of them, too; a summary rests on what was said alone.
            </p>
          </>
        )}
      </Loaded>
    </section>
  )
}

function Remarks({ id, context: { text, canWrite } }: { id: string; context: Context }) {
  const queries = useQueryClient()
  const [isOpen, open] = useState(false)
  const save = useMutation({
    mutationFn: (next: string) =>
      api('PUT /v1/sessions/{id}/context', { params: { id }, body: { text: next } }),
    onSuccess: () => {
      say('Kept.')
      open(false)
    },
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id, 'context'] }),
  })
  if (isOpen)
    return (
      <form
        className="stack-tight"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(String(new FormData(event.currentTarget).get('text')).trim())
        }}
      >
        <textarea
          className="input"
          name="text"
          aria-label="What this meeting is about"
          placeholder="What it is about, names, terms"
          rows={4}
          maxLength={10_000}
          dir="auto"
          defaultValue={text}
          ref={(field) => field?.focus()}
        />
        <div className="cluster">
          <button type="submit" className="button small-button" disabled={save.isPending}>
            Save
          </button>
          <button type="button" className="button small-button" onClick={() => open(false)}>
            Leave as it was
          </button>
        </div>
      </form>
    )
  return (
    <>
      {text !== '' && (
        <p className="small" dir="auto" style={{ whiteSpace: 'pre-line' }}>
          {text}
        </p>
      )}
      {canWrite && (
        <p className="small">
          <button type="button" className="link" onClick={() => open(true)}>
            {text === '' ? 'Say what this meeting is about' : 'Change these words'}
          </button>
        </p>
      )}
    </>
  )
}
