/** Is it healthy? What providers sent us, what became of it, and another try where one is worth it. */
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { CircleCheck, CircleSlash, Hourglass, Inbox, OctagonPause, RotateCw } from 'lucide-react'
import { useOutletContext, useSearchParams } from 'react-router'
import { type Answer, api } from '../api.ts'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { type Look, State } from '../parts/State.tsx'
import { type Me, type MessageStatus, messages as messagesQuery } from '../queries.ts'
import { momentOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { NotFoundPage } from './NotFoundPage.tsx'

type Messages = Answer<'GET /v1/operator/messages'>
const looks: Record<MessageStatus, Look> = {
  waiting: { word: 'Waiting', icon: Hourglass, tone: 'amber' },
  done: { word: 'Done', icon: CircleCheck, tone: 'green' },
  ignored: { word: 'Ignored', icon: CircleSlash, tone: '' },
  parked: { word: 'Parked', icon: OctagonPause, tone: 'red' },
}
const meanings: Record<MessageStatus, string> = {
  waiting: 'It is stored and is processed next, or once more after a try that failed.',
  done: 'It was processed, and what it said is in the meetings.',
  ignored: 'It was understood, and there was nothing to do.',
  parked: 'It could not be processed and is tried no more by itself. Mend the cause, then replay it.',
}
const statuses = ['parked', 'waiting', 'ignored', 'done'] as const

export default function OperatorPage() {
  const { user } = useOutletContext<Me>()
  const [search, go] = useSearchParams()
  const status = statuses.find((known) => known === search.get('status'))
  const query = useQuery({
    ...messagesQuery(status),
    enabled: user.isOperator,
    placeholderData: keepPreviousData,
  })
  if (!user.isOperator) return <NotFoundPage />
  return (
    <Page
      title="Operator"
      lead="Messages from providers, and what became of each. Of this whole server."
      wide
    >
      <Loaded query={query} rows={6}>
        {(data) => (
          <>
            <Filter counts={data.counts} status={status} onGo={(to) => go(to ? { status: to } : {})} />
            <Meaning status={status} />
            <List messages={data.messages} status={status} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

type FilterProps = {
  counts: Messages['counts']
  status: MessageStatus | undefined
  onGo: (status: MessageStatus | undefined) => void
}

const Filter = ({ counts, status, onGo }: FilterProps) => (
  <fieldset className="tabs" style={{ border: 0, padding: 0, marginInline: 0 }}>
    <legend className="hidden">Show</legend>
    <button type="button" className="button" aria-pressed={!status} onClick={() => onGo(undefined)}>
      All
    </button>
    {statuses.map((one) => (
      <button
        key={one}
        type="button"
        className="button"
        aria-pressed={status === one}
        onClick={() => onGo(one)}
      >
        {looks[one].word} <span className="figures">{counts[one]}</span>
      </button>
    ))}
  </fieldset>
)

/** What the states mean: the one that is looked at, or all of them. */
const Meaning = ({ status }: Pick<FilterProps, 'status'>) =>
  status ? (
    <p className="quiet spaced">
      {looks[status].word}: {meanings[status]}
    </p>
  ) : (
    <details className="quiet spaced">
      <summary>What the states mean</summary>
      <dl className="meanings">
        {statuses.map((one) => (
          <div key={one}>
            <dt>
              <State look={looks[one]} />
            </dt>
            <dd>{meanings[one]}</dd>
          </div>
        ))}
      </dl>
    </details>
  )

type ListProps = Pick<Messages, 'messages'> & Pick<FilterProps, 'status'>

function List({ messages, status }: ListProps) {
  if (messages.length === 0)
    return (
      <Empty icon={Inbox} title={status ? `No message is ${status}` : 'Nothing has arrived yet'}>
        What Recall, Google and Microsoft send to this server is listed here as it arrives.
      </Empty>
    )
  return (
    <ul className="card flush">
      {messages.map((message) => (
        <Message key={message.id} message={message} />
      ))}
    </ul>
  )
}

function Message({ message }: { message: Messages['messages'][number] }) {
  const { id, sender, eventType, status, outcome, receivedAt } = message
  return (
    <li className="row message">
      <div className="stack-tight">
        <p className="cluster">
          <State look={looks[status]} />
          <b>{sender}</b>
          <code>{eventType ?? 'no type'}</code>
        </p>
        <p className="small quiet">
          <time dateTime={receivedAt}>{momentOf(receivedAt)}</time> · #{id}
          {outcome && ` · ${outcome}`}
        </p>
      </div>
      {status !== 'waiting' && <Replay id={id} />}
    </li>
  )
}

function Replay({ id }: { id: number }) {
  const queries = useQueryClient()
  const replay = useMutation({
    mutationFn: () => api('POST /v1/operator/messages/{id}/replay', { params: { id } }),
    onSuccess: () => say(`Message ${id} is processed once more.`),
    onError: sayTrouble,
    onSettled: () => queries.invalidateQueries({ queryKey: ['messages'] }),
  })
  return (
    <button
      type="button"
      className="button plain"
      disabled={replay.isPending}
      onClick={() => replay.mutate()}
    >
      <RotateCw size={15} aria-hidden /> <span className="only-wide">Replay</span>
      <span className="hidden"> message {id}</span>
    </button>
  )
}
