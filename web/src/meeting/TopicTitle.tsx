/** What a topic of the notes is called; its owner may call it something else. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useRef, useState } from 'react'
import { api } from '../api.ts'
import { TextForm } from '../parts/TextForm.tsx'
import { say, sayTrouble } from '../toasts.ts'

const LONGEST = 200
type Props = { title: string; editableIn: string | null }

export function TopicTitle({ title, editableIn }: Props) {
  const [isEditing, edit] = useState(false)
  const comesBack = useRef(false)
  const close = () => {
    comesBack.current = true
    edit(false)
  }
  const rename = useRenameTopic(editableIn ?? '', close)
  if (isEditing)
    return (
      <TextForm
        label="The title of the topic"
        before={title}
        longest={LONGEST}
        rows={1}
        save="Save"
        leave="Leave as it was"
        isBusy={rename.isPending}
        onSave={(newTitle) => rename.mutate({ title, newTitle })}
        onClose={close}
      />
    )
  return (
    <div className="topic-title">
      <h3 dir="auto">{title}</h3>
      {editableIn && (
        <span className="point-tools">
          <button
            type="button"
            aria-label={`Rename the topic ${title}`}
            title="Rename"
            ref={(button) => {
              if (comesBack.current) button?.focus()
              comesBack.current = false
            }}
            onClick={() => edit(true)}
          >
            <Pencil size={14} aria-hidden />
          </button>
        </span>
      )}
    </div>
  )
}

function useRenameTopic(id: string, close: () => void) {
  const queries = useQueryClient()
  const reload = () => queries.invalidateQueries({ queryKey: ['session', id] })
  const rename = useMutation({
    mutationFn: (body: { title: string; newTitle: string }) =>
      api('PATCH /v1/sessions/{id}/topics', { params: { id }, body }),
    onSuccess: (_, { title, newTitle }) => {
      close()
      say('The topic was renamed.', () => rename.mutate({ title: newTitle, newTitle: title }))
    },
    onError: sayTrouble,
    onSettled: reload,
  })
  return rename
}
