/** Before anything is joined for the first time: what would happen, shown in full, and one button. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { ShieldCheck } from 'lucide-react'
import { api } from '../api.ts'
import { type Meeting, rules as rulesQuery } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { count, dayOf, timeOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { useNow } from '../use-now.ts'

const SHOWN = 5

export function ConfirmRules({ meetings }: { meetings: readonly Meeting[] }) {
  const now = useNow(60_000)
  const joined = meetings.filter(({ wants, end }) => wants && new Date(end) > now)
  return (
    <section className="card stack" style={{ marginBottom: 24, borderColor: 'var(--accent)' }}>
      <div className="stack-tight">
        <h2 className="icon-title">
          <ShieldCheck size={20} aria-hidden /> Nothing is joined before you say so
        </h2>
        <p className="quiet prose">
          {joined.length === 0
            ? 'With your present rules no meeting of the next two weeks would be joined.'
            : `With your present rules a bot would join ${count(joined.length, 'meeting')} in the next two weeks.`}
        </p>
      </div>
      <ul className="stack-tight">
        {joined.slice(0, SHOWN).map(({ eventId, title, start }) => (
          <li key={eventId}>
            <time className="quiet" dateTime={start}>
              {dayOf(start, now)} {timeOf(start)}
            </time>{' '}
            <bdi>{title}</bdi>
          </li>
        ))}
        {joined.length > SHOWN && <li className="quiet">and {joined.length - SHOWN} more below</li>}
      </ul>
      <Confirm />
    </section>
  )
}

function Confirm() {
  const queries = useQueryClient()
  const { data } = useQuery(rulesQuery)
  const confirm = useMutation({
    mutationFn: async () => api('PUT /v1/rules', { body: data ?? (await api('GET /v1/rules')) }),
    onSuccess: () => say('Confirmed. Bots are being planned now.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <div className="cluster">
      <button
        type="button"
        className="button primary"
        disabled={confirm.isPending}
        onClick={() => confirm.mutate()}
      >
        Join these meetings
      </button>
      <Link className="button" to="/rules">
        Change the rules first
      </Link>
    </div>
  )
}
