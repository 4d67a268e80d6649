/** Make an organization and work in it from now on. */
import { useMutation } from '@tanstack/react-query'
import { api } from '../api.ts'
import { tellTabs } from '../live-tabs.ts'
import { Field } from './Field.tsx'
import { FormTrouble } from './Sign.tsx'

export function NewOrganization() {
  const make = useMutation({
    mutationFn: (name: string) => api('POST /v1/organizations', { body: { name } }),
    onSuccess: () => {
      tellTabs('reload')
      location.assign('/')
    },
  })
  return (
    <form className="stack" action={(form) => make.mutate(String(form.get('name')))}>
      <Field
        label="Name of the organization"
        name="name"
        autoComplete="organization"
        required
        error={make.error}
      />
      <FormTrouble error={make.error} />
      <button
        type="submit"
        className="button primary"
        disabled={make.isPending}
        style={{ justifySelf: 'start' }}
      >
        Make the organization
      </button>
    </form>
  )
}
