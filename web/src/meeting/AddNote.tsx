/** A note of one's own in a topic. It rests on the lines that are marked in the transcript, if any are. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { TextForm } from '../parts/TextForm.tsx'
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
    <TextForm
      label={`A note to ${topic}`}
      longest={LONGEST}
      rows={3}
      save="Add"
      leave="Leave it"
      isBusy={add.isPending}
      onSave={(text) => add.mutate(text)}
      onClose={onClose}
    >
      <p className="small quiet">
        {lineIds.length === 0
          ? 'It will rest on no line. Mark one by pressing a point, and it rests on that.'
          : `It will rest on ${count(lineIds.length, 'marked line')}.`}
      </p>
    </TextForm>
  )
}
