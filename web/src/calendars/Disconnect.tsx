/** Before an account is disconnected, or one of its calendars is left alone: which planned bots end, by name. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Question } from '../parts/Question.tsx'
import type { Connection } from '../queries.ts'
import { count, dayOf, timeOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { useNow } from '../use-now.ts'

const SHOWN = 5
type Props = { connection: Connection; onClose: () => void }

export function Disconnect({ connection: { id, email }, onClose }: Props) {
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
      <WhatEnds connectionId={id} />
      <p className="quiet">
        Past meetings, their recordings and notes stay. The permission is given back to the provider; you can
        connect again at any time.
      </p>
    </Question>
  )
}

/** Decided by the server without these calendars, as it would be afterwards. */
export function WhatEnds({ connectionId, calendarId }: { connectionId: string; calendarId?: string }) {
  const ending = useQuery({
    queryKey: ['calendars', 'ending', connectionId, calendarId ?? ''],
    queryFn: () =>
      api('GET /v1/calendars/{id}/ending', { params: { id: connectionId }, query: { calendarId } }),
    staleTime: 0,
  })
  return (
    <Loaded query={ending} rows={0}>
      {(what) => <Ends {...what} />}
    </Loaded>
  )
}

function Ends({ ends, stays }: Answer<'GET /v1/calendars/{id}/ending'>) {
  const now = useNow()
  return (
    <>
      {ends.length === 0 ? (
        <p>No bot that is planned from it would be called off.</p>
      ) : (
        <>
          <p>{count(ends.length, 'planned bot is', 'planned bots are')} called off:</p>
          <ul className="stack-tight">
            {ends.slice(0, SHOWN).map(({ eventId, title, start }) => (
              <li key={eventId}>
                <time className="quiet" dateTime={start}>
                  {dayOf(start, now)} {timeOf(start)}
                </time>{' '}
                <bdi>{title}</bdi>
              </li>
            ))}
            {ends.length > SHOWN && <li className="quiet">and {ends.length - SHOWN} more</li>}
          </ul>
        </>
      )}
      {stays > 0 && (
        <p>
          {count(stays, 'other stays', 'others stay')}, because a colleague or another calendar of yours wants{' '}
          {stays === 1 ? 'it' : 'them'} too.
        </p>
      )}
    </>
  )
}
