/** One member: who, in which role, since when; and what may be done about it by whoever looks. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { type Answer, api } from '../api.ts'
import { useMe } from '../me.ts'
import { count, dateOf, initialsOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { Question } from './Question.tsx'

export type Member = Answer<'GET /v1/members'>['members'][number]
export type Role = Member['role']
export const roles: Record<Role, string> = { owner: 'Owner', admin: 'Admin', member: 'Member' }

type Props = { member: Member; mine: Role; isOnlyOwner: boolean }

export function MemberRow({ member, mine, isOnlyOwner }: Props) {
  const { user } = useMe()
  const [isAsking, ask] = useState(false)
  const { fullName, email, role, calendars, joinedAt, userId } = member
  const mayChange = mine === 'owner' || (mine === 'admin' && role !== 'owner') // only owners make or unmake owners
  return (
    <li className="row member">
      <span className="face large" aria-hidden>
        {initialsOf(fullName, email)}
      </span>
      <div>
        <p>
          <b>
            <bdi>{fullName}</bdi>
          </b>{' '}
          {userId === user.id && <span className="quiet nowrap">· you</span>}
        </p>
        <p className="small quiet">
          <bdi>{email}</bdi> ·{' '}
          <span className="nowrap">{calendars === 0 ? 'no calendar' : count(calendars, 'calendar')}</span> ·{' '}
          <span className="nowrap">since {dateOf(joinedAt)}</span>
        </p>
      </div>
      <div className="cluster member-actions">
        {mayChange ? (
          <RoleSelect member={member} mine={mine} isOnlyOwner={isOnlyOwner} />
        ) : (
          <span className="quiet">{roles[role]}</span>
        )}
        {mayChange && userId !== user.id && (
          <button type="button" className="button plain danger" onClick={() => ask(true)}>
            Remove<span className="hidden"> {fullName}</span>
          </button>
        )}
      </div>
      {isAsking && <Remove member={member} onClose={() => ask(false)} />}
    </li>
  )
}

function RoleSelect({ member: { id, role, fullName }, mine, isOnlyOwner }: Props) {
  const queries = useQueryClient()
  const hint = useId()
  const change = useMutation({
    mutationFn: (to: Role) => api('PATCH /v1/members/{id}', { params: { id }, body: { role: to } }),
    onSuccess: (_, to) => say(`${fullName} is now ${to === 'member' ? 'a member' : `an ${to}`}.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['members'] }),
  })
  return (
    <>
      <select
        className="input short"
        aria-label={`Role of ${fullName}`}
        aria-describedby={isOnlyOwner ? hint : undefined}
        value={role}
        disabled={change.isPending || isOnlyOwner}
        onChange={
          ({ target }) => change.mutate(target.value as Role) // the options are exactly the roles
        }
      >
        {Object.entries(roles)
          .filter(([value]) => value !== 'owner' || mine === 'owner')
          .map(([value, word]) => (
            <option key={value} value={value}>
              {word}
            </option>
          ))}
      </select>
      {isOnlyOwner && (
        <span id={hint} className="small quiet">
          The only owner
        </span>
      )}
    </>
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
    <Question
      title={`Remove ${fullName}?`}
      verb="Remove"
      keep="Keep them"
      onClose={onClose}
      onYes={() => remove.mutate()}
      isBusy={remove.isPending}
    >
      <p>
        Their calendars are disconnected and bots that only they wanted are called off. Meetings that were
        recorded stay. They can be invited again.
      </p>
    </Question>
  )
}
