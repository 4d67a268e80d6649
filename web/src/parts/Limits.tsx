/** Limits of a month: how much of each is used and set aside, what was warned about, and, for admins, the setting of them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { type Answer, api } from '../api.ts'
import { useMe } from '../me.ts'
import { members as membersQuery } from '../queries.ts'
import { say, sayTrouble } from '../toasts.ts'
import { TimeZone } from '../usage/TimeZone.tsx'

type Usage = Answer<'GET /v1/usage'>
type Limit = Usage['limits'][number]

export function Limits({ usage }: { usage: Usage }) {
  const { organization } = useMe()
  const isAdmin = organization !== null && organization.role !== 'member'
  const { data } = useQuery({ ...membersQuery, enabled: isAdmin })
  const nameOf = (userId: string | null) =>
    userId === null
      ? 'Everybody together'
      : (data?.members.find((one) => one.userId === userId)?.fullName ?? 'You')
  if (!isAdmin && usage.limits.length === 0) return null
  return (
    <section className="day">
      <h2>Limits</h2>
      <div className="card stack">
        <Warnings usage={usage} nameOf={nameOf} />
        {usage.limits.length === 0 && <p className="quiet">No limit is set: bots come whatever it costs.</p>}
        <ul className="stack">
          {usage.limits.map((limit) => (
            <Bar key={limit.userId ?? 'all'} limit={limit} name={nameOf(limit.userId)} />
          ))}
        </ul>
        {isAdmin && <SetLimit members={data?.members ?? []} />}
        {isAdmin && <TimeZone timeZone={usage.timeZone} />}
      </div>
    </section>
  )
}

type Named = { usage: Usage; nameOf: (userId: string | null) => string }

const Warnings = ({ usage: { warnings }, nameOf }: Named) =>
  warnings.map(({ userId, percent, usedMinutes, limitMinutes }) => (
    <p key={userId ?? 'all'} className="cluster" role="status">
      <TriangleAlert size={16} aria-hidden />
      {percent === 100
        ? `${nameOf(userId)}: the ${limitMinutes} minutes of this month are used up. No further bots come.`
        : `${nameOf(userId)}: ${usedMinutes} of ${limitMinutes} minutes of this month are used.`}
    </p>
  ))

const Bar = ({ limit, name }: { limit: Limit; name: string }) => (
  <li className="stack-tight">
    <p className="cluster" style={{ justifyContent: 'space-between' }}>
      <span>{name}</span>
      <span className="quiet figures">
        {limit.usedMinutes} of {limit.monthlyMinutes} min
        {limit.heldMinutes > 0 && ` · ${limit.heldMinutes} set aside`}
      </span>
    </p>
    <div className="meter" aria-hidden>
      <span
        style={{ width: `${Math.min(100, (100 * limit.usedMinutes) / Math.max(1, limit.monthlyMinutes))}%` }}
      />
    </div>
  </li>
)

type Member = Answer<'GET /v1/members'>['members'][number]

function SetLimit({ members }: { members: readonly Member[] }) {
  const queries = useQueryClient()
  const [userId, setUserId] = useState('')
  const [minutes, setMinutes] = useState('')
  const save = useMutation({
    mutationFn: () =>
      api('PUT /v1/usage/limits', {
        body: { userId: userId || null, monthlyMinutes: minutes === '' ? null : Number(minutes) },
      }),
    onSuccess: () =>
      say(minutes === '' ? 'There is no such limit any more.' : 'The limit counts from now on.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['usage'] }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form className="cluster" onSubmit={submit}>
      <label className="cluster">
        Limit for
        <select className="input short" value={userId} onChange={({ target }) => setUserId(target.value)}>
          <option value="">everybody together</option>
          {members.map((member) => (
            <option key={member.userId} value={member.userId}>
              {member.fullName}
            </option>
          ))}
        </select>
      </label>
      <label className="cluster">
        Minutes a month
        <input
          className="input short"
          type="number"
          min={0}
          placeholder="no limit"
          value={minutes}
          onChange={({ target }) => setMinutes(target.value)}
        />
      </label>
      <button type="submit" className="button" disabled={save.isPending}>
        Set
      </button>
    </form>
  )
}
