/** What has to be known before one reads the list: a pause, calendars that cannot be read, what has just changed. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { CircleAlert, CirclePause, RefreshCw, X } from 'lucide-react'
import { api } from '../api.ts'
import type { Upcoming } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { asSentence, dateOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

/** Nobody is recorded by an account that has been forgotten; one click and it goes on. */
export function Paused({ since }: { since: string }) {
  const queries = useQueryClient()
  const resume = useMutation({
    mutationFn: () => api('POST /v1/rules/resume'),
    onSuccess: () => say('Your rules count again. Bots are being planned now.'),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries(),
  })
  return (
    <section className="note amber spaced">
      <CirclePause size={18} aria-hidden />
      <div className="stack-tight">
        <h2>Joining has paused itself</h2>
        <p>
          You had not been here for 30 days, so since {dateOf(since)} no bot joins a meeting on your behalf.
          Your rules are as you left them.
        </p>
        <p style={{ marginTop: 8 }}>
          <button
            type="button"
            className="button primary"
            disabled={resume.isPending}
            onClick={() => resume.mutate()}
          >
            Go on joining
          </button>
        </p>
      </div>
    </section>
  )
}

export const Troubled = ({ calendars }: { calendars: Upcoming['troubled'] }) => (
  <div className="note amber spaced" role="status">
    <CircleAlert size={18} aria-hidden />
    <div className="stack-tight">
      {calendars.map(({ name, trouble }) => (
        <p key={name}>
          <b>
            <bdi>{name}</bdi> cannot be read just now.
          </b>{' '}
          {asSentence(trouble)}
        </p>
      ))}
      <p className="small">
        What you see of it is as it was read last; each meeting below says whether a bot joins.{' '}
        <Link to="/calendars">See the calendars</Link>
      </p>
    </div>
  </div>
)

export const Reading = () => (
  <p className="note spaced" role="status">
    <RefreshCw size={16} aria-hidden /> Reading your calendar. Meetings appear here as they are found.
  </p>
)

type NewsProps = { news: readonly { id: number; text: string }[]; onDismiss: () => void }

/** Always in the page, so that what is put into it is announced. */
export const NewsList = ({ news, onDismiss }: NewsProps) => (
  <div aria-live="polite" aria-atomic={false}>
    {news.length > 0 && (
      <div className="note accent spaced">
        <RefreshCw size={16} aria-hidden />
        <ul className="stack-tight">
          {news.map(({ id, text }) => (
            <li key={id}>{text}</li>
          ))}
        </ul>
        <button type="button" className="button plain step" aria-label="Dismiss the news" onClick={onDismiss}>
          <X size={16} aria-hidden />
        </button>
      </div>
    )}
  </div>
)
