/** Who is here, in which role, and who is invited. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useOutletContext } from 'react-router'
import { type Answer, api } from '../api.ts'
import { Ask } from '../parts/Dialog.tsx'
import { InviteCard } from '../parts/InviteCard.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { type Me, members as membersQuery } from '../queries.ts'
import { count, dateOf, initialsOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

type Members = Answer<'GET /v1/members'>
type Member = Members['members'][number]
const roles: Record<Member['role'], string> = { owner: 'Owner', admin: 'Admin', member: 'Member' }

export default function MembersPage() {
  const { organization } = useOutletContext<Me>()
  const canManage = organization?.role !== 'member'
  return (
    <Page title="Members" lead={`Who works in ${organization?.name ?? 'this organization'}.`}>
      <Loaded query={useQuery(membersQuery)} rows={3}>
        {({ members, invitations }) => (
          <>
            <ul className="card flush">
              {members.map((member) => (
                <MemberRow key={member.id} member={member} canManage={canManage} />
              ))}
            </ul>
            {canManage && <InviteCard />}
            <Invitations invitations={invitations} canManage={canManage} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

function MemberRow({ member, canManage }: { member: Member; canManage: boolean }) {
  const { user } = useOutletContext<Me>()
  const [isAsking, ask] = useState(false)
  const { fullName, email, role, calendars, joinedAt, userId } = member
  return (
    <li className="row member">
      <span className="face large" aria-hidden>
        {initialsOf(fullName, email)}
      </span>
      <div>
        <p>
          <b>{fullName}</b> {userId === user.id && <span className="quiet">· you</span>}
        </p>
        <p className="small quiet">
          {email} · {calendars === 0 ? 'no calendar' : count(calendars, 'calendar')} · since{' '}
          {dateOf(joinedAt)}
        </p>
      </div>
      <div className="cluster member-actions">
        {canManage ? <RoleSelect member={member} /> : <span className="quiet">{roles[role]}</span>}
        {canManage && userId !== user.id && (
          <button type="button" className="button plain danger" onClick={() => ask(true)}>
            Remove
          </button>
        )}
      </div>
      {isAsking && <Remove member={member} onClose={() => ask(false)} />}
    </li>
  )
}

function RoleSelect({ member: { id, role, fullName } }: { member: Member }) {
  const queries = useQueryClient()
  const change = useMutation({
    mutationFn: (to: Member['role']) => api('PATCH /v1/members/{id}', { params: { id }, body: { role: to } }),
    onSuccess: (_, to) => say(`${fullName} is now ${to === 'member' ? 'a member' : `an ${to}`}.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  })
  return (
    <select
      className="input short"
      aria-label={`Role of ${fullName}`}
      value={role}
      disabled={change.isPending}
      onChange={
        ({ target }) => change.mutate(target.value as Member['role']) // the options are exactly the roles
      }
    >
      {Object.entries(roles).map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  )
}

function Remove({ member: { id, fullName }, onClose }: { member: Member; onClose: () => void }) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api('DELETE /v1/members/{id}', { params: { id } }),
    onSuccess: () => say(`${fullName} was removed.`),
    onError: sayTrouble,
    onSettled: () => {
      onClose()
      return queries.invalidateQueries({ queryKey: ['members'] })
    },
  })
  return (
    <Ask
      title={`Remove ${fullName}?`}
      verb="Remove"
      onClose={onClose}
      onYes={() => remove.mutate()}
      isBusy={remove.isPending}
    >
      <p>
        Their calendars are disconnected and bots that only they wanted are called off. Meetings that were
        recorded stay. They can be invited again.
      </p>
    </Ask>
  )
}

type InvitationProps = Pick<Members, 'invitations'> & { canManage: boolean }

function Invitations({ invitations, canManage }: InvitationProps) {
  const queries = useQueryClient()
  const withdraw = useMutation({
    mutationFn: (id: string) => api('DELETE /v1/invitations/{id}', { params: { id } }),
    onSuccess: () => say('The invitation was withdrawn; its link no longer works.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  })
  if (invitations.length === 0) return null
  return (
    <section className="day" style={{ marginTop: 24 }}>
      <h2>Invited</h2>
      <ul className="card flush">
        {invitations.map(({ id, email, role, invitedBy, expiresAt }) => (
          <li key={id} className="row" style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}>
            <div>
              <b>{email}</b>
              <p className="small quiet">
                {roles[role]} · invited by {invitedBy} · until {dateOf(expiresAt)}
              </p>
            </div>
            {canManage && (
              <button type="button" className="button plain danger" onClick={() => withdraw.mutate(id)}>
                Withdraw
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
