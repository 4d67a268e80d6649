/** Another title for a meeting, with the way back. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Pencil } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import type { Session } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'
import { FormTrouble } from './Sign.tsx'

const LONGEST = 300

export function Rename({ session }: { session: Pick<Session, 'id' | 'title'> }) {
  const [isOpen, open] = useState(false)
  return (
    <>
      <button type="button" className="button" onClick={() => open(true)}>
        <Pencil size={16} aria-hidden /> <span className="verb">Rename</span>
      </button>
      {isOpen && <NewTitle session={session} onClose={() => open(false)} />}
    </>
  )
}

type Props = { session: Pick<Session, 'id' | 'title'>; onClose: () => void }

function NewTitle({ session: { id, title: before }, onClose }: Props) {
  const rename = useRename(id)
  const save = (form: FormData) => {
    const title = String(form.get('title')).trim()
    if (title === before) return onClose()
    rename.mutate(title, {
      onSuccess: () => {
        onClose()
        say('Renamed.', () => rename.mutate(before, { onError: sayTrouble }))
      },
    })
  }
  return (
    <Dialog title="Rename this meeting" onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save(new FormData(event.currentTarget))
        }}
      >
        <Field
          label="Title"
          name="title"
          defaultValue={before}
          required
          maxLength={LONGEST}
          dir="auto"
          autoComplete="off"
          error={rename.error}
        />
        <FormTrouble error={rename.error} />
        <div className="dialog-foot" style={{ marginTop: 0 }}>
          <button type="button" className="button" onClick={onClose}>
            Keep the title
          </button>
          <button type="submit" className="button primary" disabled={rename.isPending}>
            Rename
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function useRename(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (title: string) => api('PATCH /v1/sessions/{id}', { params: { id }, body: { title } }),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: ['sessions'] })
      return queries.invalidateQueries({ queryKey: ['session', id] })
    },
  })
}
