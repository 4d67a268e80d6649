/** Who is invited and has not come yet: the link to pass on once more, and the way to take it back. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Copy } from 'lucide-react'
import { type Answer, api } from '../api.ts'
import { dateOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { roles } from './MemberRow.tsx'

type Invitation = Answer<'GET /v1/members'>['invitations'][number]
type Props = { invitations: readonly Invitation[]; canManage: boolean }

export const Invitations = ({ invitations, canManage }: Props) =>
  invitations.length > 0 && (
    <section className="day" style={{ marginTop: 24 }}>
      <h2>Invited</h2>
      <ul className="card flush">
        {invitations.map((invitation) => (
          <Row key={invitation.id} invitation={invitation} canManage={canManage} />
        ))}
      </ul>
    </section>
  )

function Row({ invitation, canManage }: { invitation: Invitation; canManage: boolean }) {
  const { id, email, role, invitedBy, expiresAt } = invitation
  return (
    <li className="row with-actions">
      <div>
        <b>
          <bdi>{email}</bdi>
        </b>
        <p className="small quiet">
          {roles[role]} · invited by <bdi>{invitedBy}</bdi> · until {dateOf(expiresAt)}
        </p>
      </div>
      {canManage && (
        <div className="cluster row-actions">
          <CopyLink link={`${location.origin}/invitations/${id}`} email={email} />
          <Withdraw id={id} email={email} />
        </div>
      )}
    </li>
  )
}

const CopyLink = ({ link, email }: { link: string; email: string }) => (
  <button type="button" className="button" onClick={() => void copy(link)}>
    <Copy size={16} aria-hidden /> Copy link<span className="hidden"> for {email}</span>
  </button>
)

/** A page that is not served over https may not write to the clipboard: then the link is shown instead. */
export async function copy(link: string): Promise<void> {
  const isCopied = await navigator.clipboard?.writeText(link).then(
    () => true,
    () => false,
  )
  say(isCopied ? 'The link was copied.' : `The browser does not let us copy. The link: ${link}`)
}

function Withdraw({ id, email }: Pick<Invitation, 'id' | 'email'>) {
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: () => api('DELETE /v1/invitations/{id}', { params: { id } }),
    onSuccess: () => say('The invitation was withdrawn; its link no longer works.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  })
  return (
    <button
      type="button"
      className="button plain danger"
      disabled={withdraw.isPending}
      onClick={() => withdraw.mutate()}
    >
      Withdraw<span className="hidden"> the invitation of {email}</span>
    </button>
  )
}
