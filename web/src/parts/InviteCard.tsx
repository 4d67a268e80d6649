/** Invite somebody by mail; the same link can be copied and given by other means. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy, MailPlus } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { Field } from './Field.tsx'
import { copy } from './Invitations.tsx'
import { FormTrouble } from './Sign.tsx'

export function InviteCard() {
  const queries = useQueryClient()
  const [role, setRole] = useState<'member' | 'admin'>('member')
  const invite = useMutation({
    mutationFn: (email: string) => api('POST /v1/invitations', { body: { email, role } }),
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  })
  const send = (form: FormData) => invite.mutate(String(form.get('email')))
  return (
    <section className="card stack" style={{ marginTop: 24 }}>
      <h2 className="cluster">
        <MailPlus size={20} aria-hidden /> Invite somebody
      </h2>
      <form action={send} className="stack">
        <Field label="E-mail address" name="email" type="email" required error={invite.error} />
        <div className="cluster">
          <select
            className="input short"
            aria-label="Role"
            value={role}
            onChange={({ target }) => setRole(target.value === 'admin' ? 'admin' : 'member')}
          >
            <option value="member">as a member</option>
            <option value="admin">as an admin</option>
          </select>
          <button type="submit" className="button primary" disabled={invite.isPending}>
            Send the invitation
          </button>
        </div>
      </form>
      <FormTrouble error={invite.error} />
      {invite.data && <InviteLink link={invite.data.link} email={invite.data.email} />}
    </section>
  )
}

const InviteLink = ({ link, email }: { link: string; email: string }) => (
  <div className="note accent" role="status">
    <div className="stack-tight">
      <p>
        An invitation is on its way to <b>{email}</b>. The same link, to pass on yourself:
      </p>
      <p className="cluster" style={{ flexWrap: 'nowrap' }}>
        <input
          className="input"
          readOnly
          value={link}
          aria-label="Invitation link"
          onFocus={(e) => e.target.select()}
        />
        <button type="button" className="button" onClick={() => void copy(link)}>
          <Copy size={16} aria-hidden /> Copy
        </button>
      </p>
    </div>
  </div>
)
