/** What to prepare: proposed from what is known, and what one adds. Ticks are one's own; a tick is shown at once. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { type Answer, api } from '../api.ts'
import { sayTrouble } from '../toasts.ts'

type Brief = Answer<'GET /v1/sessions/{id}/brief'>
type Item = Brief['checklist'][number]
type Props = { sessionId: string; items: readonly Item[] }

export function Checklist({ sessionId, items }: Props) {
  const { tick, add, remove } = useChecklist(sessionId)
  const left = items.filter(({ isDone }) => !isDone).length
  return (
    <section className="card" aria-labelledby="checklist">
      <h2 id="checklist">To prepare</h2>
      <p className="small quiet" aria-live="polite">
        {items.length === 0
          ? 'Nothing comes to mind by itself. Write down what does.'
          : left === 0
            ? 'All done. Only you see this list.'
            : `${left} of ${items.length} to go. Only you see this list.`}
      </p>
      <ul>
        {items.map((item) => (
          <li className="check" key={item.key} data-done={item.isDone}>
            <input
              type="checkbox"
              id={item.key}
              checked={item.isDone}
              onChange={() => tick.mutate({ key: item.key, isDone: !item.isDone })}
            />
            <label htmlFor={item.key}>
              <span dir="auto">{item.text}</span>
              {item.because && <small className="quiet">{item.because}</small>}
            </label>
            {item.because === null && (
              <button
                type="button"
                className="line-more"
                aria-label={`Take away: ${item.text}`}
                onClick={() => remove.mutate(item.key)}
              >
                <X size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      <Add onAdd={(text) => add.mutate(text)} />
    </section>
  )
}

function Add({ onAdd }: { onAdd: (text: string) => void }) {
  const [text, type] = useState('')
  return (
    <form
      className="add-line"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') return
        onAdd(text.trim())
        type('')
      }}
    >
      <input
        className="input"
        aria-label="Something else to prepare"
        placeholder="Something else"
        maxLength={500}
        dir="auto"
        value={text}
        onChange={({ target }) => type(target.value)}
      />
      <button type="submit" className="button">
        Add
      </button>
    </form>
  )
}

function useChecklist(id: string) {
  const queries = useQueryClient()
  const queryKey = ['session', id, 'brief']
  const options = { onError: sayTrouble, onSettled: () => queries.invalidateQueries({ queryKey }) }
  const tick = useMutation({
    mutationFn: ({ key, isDone }: { key: string; isDone: boolean }) =>
      api('PUT /v1/sessions/{id}/checklist/{key}', { params: { id, key }, body: { isDone } }),
    async onMutate({ key, isDone }) {
      await queries.cancelQueries({ queryKey }) // what was asked before the tick knows nothing of it
      queries.setQueryData<Brief>(
        queryKey,
        (brief) =>
          brief && {
            ...brief,
            checklist: brief.checklist.map((item) => (item.key === key ? { ...item, isDone } : item)),
          },
      )
    },
    ...options,
  })
  const add = useMutation({
    mutationFn: (text: string) => api('POST /v1/sessions/{id}/checklist', { params: { id }, body: { text } }),
    ...options,
  })
  const remove = useMutation({
    mutationFn: (key: string) => api('DELETE /v1/sessions/{id}/checklist/{key}', { params: { id, key } }),
    ...options,
  })
  return { tick, add, remove }
}
