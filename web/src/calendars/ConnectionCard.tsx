/** One connected account: its calendars, what is wrong with it and the remedy, and what can be done. */
import { useMutation } from '@tanstack/react-query'
import { CircleAlert, RefreshCw, Unplug } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import type { Connection } from '../queries.ts'
import { asSentence, count, dateOf, momentOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { CalendarLine } from './CalendarLine.tsx'
import { providers, useConnect } from './ConnectCalendar.tsx'
import { Disconnect } from './Disconnect.tsx'

type Props = { connection: Connection }

export const ConnectionCard = ({ connection }: Props) => (
  <section
    className="card flush"
    aria-label={`${providers[connection.provider].name} of ${connection.email}`}
  >
    <Head connection={connection} />
    {connection.status !== 'active' && <Lost connection={connection} />}
    <ul>
      {connection.calendars.map((calendar) => (
        <CalendarLine
          key={calendar.id}
          calendar={calendar}
          connectionId={connection.id}
          isLost={connection.status !== 'active'}
        />
      ))}
    </ul>
  </section>
)

function Head({ connection }: Props) {
  const [isAsking, ask] = useState(false)
  const { email, provider, through, connectedAt, status } = connection
  return (
    <div className="line head">
      <div>
        <h2 className="line-name" style={{ fontSize: 'var(--text-m)' }}>
          <bdi>{email}</bdi>
        </h2>
        <p className="line-facts">
          <span>{providers[provider].name}</span>
          {through === 'recall' && <span>read by Recall</span>}
          <span>connected {dateOf(connectedAt)}</span>
        </p>
      </div>
      <div className="cluster">
        {status === 'active' && <SyncNow connection={connection} />}
        <button type="button" className="button danger" onClick={() => ask(true)}>
          <Unplug size={16} aria-hidden />
          Disconnect<span className="hidden"> {email}</span>
        </button>
      </div>
      {isAsking && <Disconnect connection={connection} onClose={() => ask(false)} />}
    </div>
  )
}

function SyncNow({ connection: { id, email } }: { connection: Connection }) {
  const sync = useMutation({
    mutationFn: () => api('POST /v1/calendars/{id}/sync', { params: { id } }),
    onSuccess: () => say(`Reading ${email} now. What is new appears by itself.`),
    onError: sayTrouble,
  })
  return (
    <button type="button" className="button" disabled={sync.isPending} onClick={() => sync.mutate()}>
      <RefreshCw size={16} aria-hidden />
      Sync now<span className="hidden"> {email}</span>
    </button>
  )
}

/** What became of the bots that were planned, when it was noticed. */
function WhatStays({ loss }: Pick<Connection, 'loss'>) {
  if (!loss) return <p>Meetings found before are kept. Changes are not noticed.</p>
  const { lostAt, keptBots, calledOffBots } = loss
  const kept =
    keptBots === 0
      ? 'No bot was planned for the day after that'
      : `${count(keptBots, 'bot')} planned for the day after that ${keptBots === 1 ? 'stays' : 'stay'}`
  const calledOff =
    calledOffBots === 1
      ? '; 1 for later was called off and comes back once it is connected'
      : `; ${calledOffBots} for later were called off and come back once it is connected`
  return (
    <p>
      Since {momentOf(lostAt)} changes are not noticed. {kept}
      {calledOffBots > 0 && calledOff}.
    </p>
  )
}

/** The permission is gone: what was known is kept, and one button brings it back. */
function Lost({ connection }: { connection: Connection }) {
  const { provider, through, status, statusReason } = connection
  const connect = useConnect()
  return (
    <div className="line">
      <div className="note red">
        <CircleAlert size={18} aria-hidden />
        <div className="stack-tight">
          <p>
            <b>
              {status === 'insufficient_scope' ? 'A permission is missing. ' : 'This calendar is not read. '}
            </b>
            {asSentence(statusReason ?? 'Its permission has ended')}
          </p>
          <WhatStays loss={connection.loss} />
          {provider === 'ics' ? (
            <p>Add its address again below.</p>
          ) : (
            <p>
              <button
                type="button"
                className="button"
                disabled={connect.isPending}
                onClick={() => connect.mutate({ provider, through })}
              >
                Connect again
              </button>
            </p>
          )}
        </div>
      </div>
    </div>
  )
}
