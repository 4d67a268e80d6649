/** My name and time zone, and another organization. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { signOut } from '../auth.ts'
import { useMe } from '../me.ts'
import { MailWishes } from '../meeting/MailWishes.tsx'
import { Field } from '../parts/Field.tsx'
import { NewOrganization } from '../parts/NewOrganization.tsx'
import { Page } from '../parts/Page.tsx'
import { FormTrouble } from '../parts/Sign.tsx'
import { say, sayTrouble } from '../toasts.ts'

export default function AccountPage() {
  const { user, features } = useMe()
  return (
    <Page title="My account" lead={user.email}>
      <div className="stack">
        <Profile />
        <MailWishes />
        <section className="card stack" style={{ margin: 0 }} id="organization">
          <h2>Another organization</h2>
          <NewOrganization />
        </section>
        <section className="card stack-tight" style={{ margin: 0 }}>
          <h2>This server</h2>
          <p className="quiet">
            Summaries are written by{' '}
            {features.model ?? 'the built-in summarizer, which picks sentences and invents none'}.{' '}
            {features.recall ? 'Bots can be sent.' : 'Bots are off: the operator has to set RECALL_API_KEY.'}{' '}
            {features.mail ? 'Mail is on.' : 'Mail is off: the operator has to set SMTP_URL.'}
          </p>
          <p>
            <button type="button" className="button" onClick={() => void signOut().catch(sayTrouble)}>
              Sign out
            </button>
          </p>
        </section>
      </div>
    </Page>
  )
}

function Profile() {
  const { user } = useMe()
  const queries = useQueryClient()
  const save = useMutation({
    mutationFn: (form: FormData) =>
      api('PATCH /v1/me', {
        body: { fullName: String(form.get('fullName')), timezone: String(form.get('timezone')) },
      }),
    onSuccess: () => say('Saved.'),
    onSettled: () => queries.invalidateQueries({ queryKey: ['me'] }),
  })
  return (
    <form
      className="card stack"
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate(new FormData(event.currentTarget))
      }}
    >
      <Field label="Name" name="fullName" defaultValue={user.fullName} required error={save.error} />
      <div className="field">
        <label htmlFor="timezone">Time zone of mails</label>
        <select id="timezone" name="timezone" defaultValue={user.timezone}>
          {[...new Set([user.timezone, 'UTC', ...Intl.supportedValuesOf('timeZone')])].map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
        <span className="small quiet">Pages always use the zone of your device.</span>
      </div>
      <FormTrouble error={save.error} />
      <button
        type="submit"
        className="button primary"
        disabled={save.isPending}
        style={{ justifySelf: 'start' }}
      >
        Save
      </button>
    </form>
  )
}
