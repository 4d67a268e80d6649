/** A note of one's own in a topic. It rests on the lines that are marked in the transcript, if any are. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { count } from '../text.ts'
import { sayTrouble } from '../toasts.ts'

type Props = { sessionId: string; topic: string; lineIds: readonly string[]; onClose: () => void }

const MOST_LINES = 50
const LONGEST = 2000

export function AddNote({ sessionId: id, topic, lineIds, onClose }: Props) {
  const queries = useQueryClient()
  const add = useMutation({
    mutationFn: (text: string) =>
      api('POST /v1/sessions/{id}/points', {
        params: { id },
        body: { section: 'topics', topic, text, lineIds: lineIds.slice(0, MOST_LINES) },
      }),
    onSuccess: onClose,
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['session', id] }),
  })
  return (
    <form
      className="line-editor"
      onSubmit={(event) => {
        event.preventDefault()
        const text = String(new FormData(event.currentTarget).get('text')).trim()
        if (text !== '') add.mutate(text)
      }}
    >
      <textarea
        className="input"
        name="text"
        aria-label={`A note to ${topic}`}
        dir="auto"
        rows={3}
        maxLength={LONGEST}
        ref={(field) => field?.focus()}
        onKeyDown={({ key }) => key === 'Escape' && onClose()}
      />
      <p className="small quiet">
        {lineIds.length === 0
          ? 'It will rest on no line. Mark one by pressing a point, and it rests on that.'
          : `It will rest on ${count(lineIds.length, 'marked line')}.`}
      </p>
      <div className="cluster">
        <button type="submit" className="button primary" disabled={add.isPending}>
          Add
        </button>
        <button type="button" className="button" onClick={onClose}>
          Leave it
        </button>
      </div>
    </form>
  )
}
