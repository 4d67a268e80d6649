/** My own notes beside the transcript, and comments that everybody reads: each at its moment. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Bookmark, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { type Answer, api } from '../api.ts'
import type { Line } from '../live-lines.ts'
import { onKey } from '../parts/Keys.tsx'
import type { Session } from '../queries.ts'
import { positionOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

type Note = Answer<'GET /v1/sessions/{id}/notes'>['notes'][number]
type Kind = Note['kind']
type About = { line: Line; at: number }
type Props = {
  session: Session
  isRunning: boolean
  /** Somebody asked to comment on this line, at this moment. */
  about: About | undefined
  onWritten: () => void
  onShow: (lineIds: string[]) => void
}

export function Beside({ session, isRunning, about, onWritten, onShow }: Props) {
  const { id, lines } = session
  const query = useQuery({
    queryKey: ['session', id, 'notes'],
    queryFn: () => api('GET /v1/sessions/{id}/notes', { params: { id } }),
  })
  const { write, change } = useNotes(id)
  const now = lines.at(-1)?.end ?? null
  const mark = () =>
    write.mutate({ kind: 'marker', text: '', atSeconds: now }, { onSuccess: () => say('Marked.') })
  useEffect(() => onKey((key) => key === 'm' && isRunning && mark()))
  const show = (at: number) => {
    const said = lines.findLast(({ start }) => start <= at) ?? lines[0]
    if (said) onShow([said.id])
  }
  const notes = query.data?.notes ?? []
  return (
    <section className="card stack-tight aside" aria-label="Notes and comments">
      <h3>Notes and comments</h3>
      <ul className="notes">
        {notes.map((note) => (
          <li key={note.id}>
            {note.atSeconds === null ? (
              <span />
            ) : (
              <button type="button" className="chip" onClick={() => show(note.atSeconds ?? 0)}>
                {positionOf(note.atSeconds)}
              </button>
            )}
            <p dir="auto">
              {note.kind === 'comment' && (
                <b>
                  <bdi>{note.writer}</bdi>{' '}
                </b>
              )}
              {note.kind === 'marker' ? <i>Marked</i> : note.text}
              {note.kind !== 'comment' && <span className="tag">only you</span>}
            </p>
            {note.isMine && (
              <button
                type="button"
                className="line-more"
                aria-label={`Delete: ${note.text || 'marker'}`}
                onClick={() => change.mutate({ noteId: note.id, text: '' })}
              >
                <Trash2 size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      <Writer
        key={about?.at}
        about={about}
        isRunning={isRunning}
        isBusy={write.isPending}
        onMark={mark}
        onWrite={(kind, text) =>
          write.mutate(
            { kind, text, atSeconds: about?.at ?? (isRunning ? now : null) },
            { onSuccess: onWritten },
          )
        }
      />
    </section>
  )
}

type WriterProps = {
  about: About | undefined
  isRunning: boolean
  isBusy: boolean
  onMark: () => void
  onWrite: (kind: Kind, text: string) => void
}

function Writer({ about, isRunning, isBusy, onMark, onWrite }: WriterProps) {
  const [text, type] = useState('')
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (about) field.current?.focus()
  }, [about])
  useEffect(
    () =>
      onKey((key, _, event) => {
        if (key !== 'n') return
        event.preventDefault() // the letter is not typed into the field
        field.current?.focus()
      }),
    [],
  )
  const save = (kind: Kind) => {
    if (text.trim() === '') return
    onWrite(kind, text.trim())
    type('')
  }
  const label = about ? `About ${about.line.speaker} at ${positionOf(about.at)}` : 'Write something'
  return (
    <form
      className="stack-tight"
      onSubmit={(event) => {
        event.preventDefault()
        save(about ? 'comment' : 'note')
      }}
    >
      <textarea
        ref={field}
        className="input"
        rows={2}
        aria-label={label}
        placeholder={label}
        dir="auto"
        value={text}
        onChange={({ target }) => type(target.value)}
      />
      <div className="cluster">
        <button
          type="button"
          className="button small-button"
          disabled={isBusy || text === ''}
          onClick={() => save('note')}
        >
          Note for me
        </button>
        <button
          type="button"
          className="button small-button"
          disabled={isBusy || text === ''}
          onClick={() => save('comment')}
        >
          Comment for all
        </button>
        {isRunning && (
          <button type="button" className="button small-button" onClick={onMark} title="Key m">
            <Bookmark size={14} aria-hidden /> Mark this moment
          </button>
        )}
      </div>
    </form>
  )
}

function useNotes(id: string) {
  const queries = useQueryClient()
  const onSettled = () => queries.invalidateQueries({ queryKey: ['session', id, 'notes'] })
  const write = useMutation({
    mutationFn: (note: { kind: Kind; text: string; atSeconds: number | null }) =>
      api('POST /v1/sessions/{id}/notes', { params: { id }, body: note }),
    onError: sayTrouble,
    onSettled,
  })
  const change = useMutation({
    mutationFn: ({ noteId, text }: { noteId: string; text: string }) =>
      api('PUT /v1/sessions/{id}/notes/{noteId}', { params: { id, noteId }, body: { text } }),
    onError: sayTrouble,
    onSettled,
  })
  return { write, change }
}
