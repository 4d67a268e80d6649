/** A template written or changed: its name, for which kind of conversation, and what it stresses. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { useMe } from '../me.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Field } from '../parts/Field.tsx'
import { FormTrouble } from '../parts/Sign.tsx'
import { say } from '../toasts.ts'
import { type Template, templates, typeName } from './queries.ts'

/** Without an id it is a new one. */
export type Draft = Pick<Template, 'name' | 'description' | 'conversationType' | 'instructions'> & {
  id: string | null
}
type Props = { draft: Draft; known: readonly Template[]; onClose: () => void }

export function EditTemplate({ draft, known, onClose }: Props) {
  const queries = useQueryClient()
  const { organization } = useMe()
  const isAdmin = organization !== null && organization.role !== 'member'
  const save = useMutation({
    mutationFn: (form: FormData) => saved(draft.id, form),
    onSuccess: () => {
      say('Kept.')
      onClose()
      return queries.invalidateQueries({ queryKey: templates.queryKey })
    },
  })
  const types = [...new Set(known.flatMap(({ conversationType }) => conversationType ?? []))]
  return (
    <Dialog title={draft.id ? `Change “${draft.name}”` : 'New template'} onClose={onClose}>
      <form
        className="stack"
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate(new FormData(event.currentTarget))
        }}
      >
        <Field
          label="Name"
          name="name"
          required
          maxLength={100}
          dir="auto"
          defaultValue={draft.name}
          error={save.error}
        />
        <Field
          label="In a few words"
          name="description"
          maxLength={300}
          dir="auto"
          defaultValue={draft.description}
        />
        <Field
          label="Kind of conversation"
          name="conversationType"
          maxLength={50}
          list="kinds"
          placeholder="Any"
          defaultValue={draft.conversationType ? typeName(draft.conversationType) : ''}
        />
        <datalist id="kinds">
          {types.map((type) => (
            <option key={type} value={typeName(type)} />
          ))}
        </datalist>
        <div className="field">
          <label htmlFor="instructions">What to stress</label>
          <textarea
            id="instructions"
            name="instructions"
            className="input"
            rows={5}
            required
            maxLength={4000}
            dir="auto"
            defaultValue={draft.instructions}
          />
        </div>
        {draft.id === null && isAdmin && (
          <label className="tick">
            <input type="checkbox" name="isShared" /> For everybody in the organization
          </label>
        )}
        <FormTrouble error={save.error} />
        <div className="dialog-foot">
          <button type="button" className="button" onClick={onClose}>
            Leave it
          </button>
          <button type="submit" className="button primary" disabled={save.isPending}>
            Save
          </button>
        </div>
      </form>
    </Dialog>
  )
}

async function saved(id: string | null, form: FormData): Promise<void> {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  const body = {
    name: text('name'),
    description: text('description'),
    conversationType: text('conversationType').toLowerCase().replaceAll(' ', '_') || null,
    instructions: text('instructions'),
  }
  if (id) await api('PATCH /v1/templates/{id}', { params: { id }, body })
  else await api('POST /v1/templates', { body: { ...body, isShared: form.has('isShared') } })
}
