/** Before a calendar is disconnected: what happens to the bots that are planned from it, by name where that is known. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { api } from '../api.ts'
import { type Connection, type Meeting, upcoming } from '../queries.ts'
import { count, dayOf, timeOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { useNow } from '../use-now.ts'
import { Question } from './Question.tsx'

const SHOWN = 5
type Props = { connection: Connection; isOnly: boolean; onClose: () => void }

export function Disconnect({ connection: { id, email }, isOnly, onClose }: Props) {
  const queries = useQueryClient()
  const disconnect = useMutation({
    mutationFn: () => api('DELETE /v1/calendars/{id}', { params: { id } }),
    onSuccess: ({ calledOff }) => {
      onClose()
      say(calledOff === 0 ? 'Disconnected.' : `Disconnected. ${count(calledOff, 'bot')} called off.`)
      void queries.invalidateQueries({ queryKey: ['calendars'] })
      void queries.invalidateQueries({ queryKey: ['upcoming'] })
    },
    onError: sayTrouble,
  })
  return (
    <Question
      title={`Disconnect ${email}?`}
      verb="Disconnect"
      keep="Keep it connected"
      isBusy={disconnect.isPending}
      onYes={() => disconnect.mutate()}
      onClose={onClose}
    >
      {isOnly ? <Planned /> : <p>Bots that only this calendar wants are called off.</p>}
      <p>Bots that a colleague or another of your calendars wants too still join.</p>
      <p className="quiet">
        Past meetings, their recordings and notes stay. The permission is given back to the provider; you can
        connect again at any time.
      </p>
    </Question>
  )
}

/** With one calendar alone, every meeting that is wanted comes from it. */
function Planned() {
  const now = useNow()
  const { data } = useQuery(upcoming)
  if (!data) return <p>Bots that only this calendar wants are called off.</p>
  const planned = data.meetings.filter((meeting) => isCalledOff(meeting, now) && data.isConfirmed)
  if (planned.length === 0) return <p>No bot is planned from it that would be called off.</p>
  return (
    <>
      <p>{count(planned.length, 'planned bot is', 'planned bots are')} called off:</p>
      <ul className="stack-tight">
        {planned.slice(0, SHOWN).map(({ eventId, title, start }) => (
          <li key={eventId}>
            <time className="quiet" dateTime={start}>
              {dayOf(start, now)} {timeOf(start)}
            </time>{' '}
            <bdi>{title}</bdi>
          </li>
        ))}
        {planned.length > SHOWN && <li className="quiet">and {planned.length - SHOWN} more</li>}
      </ul>
    </>
  )
}

const isCalledOff = ({ wants, end, alsoWantedBy }: Meeting, now: Date) =>
  wants && new Date(end) > now && alsoWantedBy.length === 0
