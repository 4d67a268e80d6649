/** A question before a template is gone. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { Question } from '../parts/Question.tsx'
import { say, sayTrouble } from '../toasts.ts'
import { type Template, templates } from './queries.ts'

type Props = { template: Template; onClose: () => void }

export function DeleteTemplate({ template: { id, name, scope }, onClose }: Props) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api('DELETE /v1/templates/{id}', { params: { id } }),
    onSuccess: () => say('Deleted.'),
    onError: sayTrouble,
    onSettled: () => {
      onClose()
      return queries.invalidateQueries({ queryKey: templates.queryKey })
    },
  })
  return (
    <Question
      title={`Delete “${name}”?`}
      verb="Delete it"
      keep="Keep it"
      isBusy={remove.isPending}
      onYes={() => remove.mutate()}
      onClose={onClose}
    >
      <p>
        {scope === 'organization' && 'Nobody in the organization can choose it any more. '}
        What was written with it stays.
      </p>
    </Question>
  )
}
