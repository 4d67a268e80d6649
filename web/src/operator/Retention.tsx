/** How long messages keep what they carried. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../api.ts'
import { Field } from '../parts/Field.tsx'
import { say } from '../toasts.ts'

type Days = { payloadDays: number; outcomeDays: number }

export function Retention(kept: Days) {
  const queries = useQueryClient()
  const [days, setDays] = useState(kept)
  const save = useMutation({
    mutationFn: () => api('PUT /v1/operator/retention', { body: days }),
    onSuccess: () => say('Kept from now on for as long as you say.'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['operator'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  const number = (name: keyof Days, label: string, most: number) => (
    <Field
      {...{ name, label, error: save.error, type: 'number', min: 1, max: most, required: true }}
      value={days[name]}
      onChange={(event) => setDays({ ...days, [name]: Number(event.target.value) })}
    />
  )
  return (
    <form className="cluster level" onSubmit={submit}>
      {number('payloadDays', 'Days that bodies are kept', 365)}
      {number('outcomeDays', 'Days that outcomes are kept', 3_650)}
      <button type="submit" className="button" disabled={save.isPending}>
        Save
      </button>
      {save.error && <p role="alert">{save.error.message}</p>}
    </form>
  )
}
