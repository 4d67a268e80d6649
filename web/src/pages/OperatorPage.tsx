/** Is it healthy? What providers sent us, what became of it, and another try where one is worth it. */
import '../styles/search.css'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Inbox } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../api.ts'
import { useMe } from '../me.ts'
import { Filters } from '../operator/Filters.tsx'
import { Health } from '../operator/Health.tsx'
import { looks, senderName, statuses } from '../operator/looks.ts'
import { MessageView } from '../operator/MessageView.tsx'
import { Replay, ReplaySpan } from '../operator/Replay.tsx'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { State } from '../parts/State.tsx'
import { type MessageFilter, messages as messagesQuery } from '../queries.ts'
import { useSearchParams } from '../router/router.tsx'
import { momentOf } from '../text.ts'
import { NotFoundPage } from './NotFoundPage.tsx'

type Messages = Answer<'GET /v1/operator/messages'>

export default function OperatorPage() {
  const { user } = useMe()
  const [search, go] = useSearchParams()
  const filter = filterOf(search)
  const query = useQuery({
    ...messagesQuery(filter),
    enabled: user.isOperator,
    placeholderData: keepPreviousData,
  })
  if (!user.isOperator) return <NotFoundPage />
  const change = (to: Partial<MessageFilter>) =>
    go(searchOf({ ...filter, before: undefined, ...to }), { replace: true })
  return (
    <Page
      title="Operator"
      lead="Messages from providers, and what became of each. Of this whole server."
      wide
    >
      <Health />
      <Loaded query={query} rows={6}>
        {(data) => (
          <>
            <Filters counts={data.counts} filter={filter} onGo={change} />
            <ReplaySpan filter={filter} />
            <List messages={data.messages} isFiltered={search.size > 0} />
            <Pages filter={filter} next={data.next} onGo={change} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

const NAMES = ['sender', 'event', 'from', 'to'] as const

function filterOf(search: URLSearchParams): MessageFilter {
  const texts = NAMES.flatMap((name) => (search.get(name) ? [[name, search.get(name)]] : []))
  const status = statuses.find((known) => known === search.get('status'))
  const before = Number(search.get('before')) || undefined
  return { ...Object.fromEntries(texts), status, before }
}

const searchOf = (filter: MessageFilter) =>
  Object.fromEntries(
    Object.entries(filter).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  )

type ListProps = Pick<Messages, 'messages'> & { isFiltered: boolean }

function List({ messages, isFiltered }: ListProps) {
  const [opened, open] = useState<number | null>(null)
  if (messages.length === 0)
    return (
      <Empty icon={Inbox} title={isFiltered ? 'No message is like that' : 'Nothing has arrived yet'}>
        What Recall, Google, Microsoft and Stripe send to this server is listed here as it arrives.
      </Empty>
    )
  return (
    <>
      <ul className="card flush">
        {messages.map((message) => (
          <Message key={message.id} message={message} onOpen={() => open(message.id)} />
        ))}
      </ul>
      {opened !== null && <MessageView id={opened} onClose={() => open(null)} />}
    </>
  )
}

function Message({ message, onOpen }: { message: Messages['messages'][number]; onOpen: () => void }) {
  const { id, sender, eventType, status, outcome, receivedAt } = message
  return (
    <li className="row message">
      <div className="stack-tight">
        <p className="cluster">
          <State look={looks[status]} />
          <button type="button" className="button plain" onClick={onOpen}>
            <b>{senderName(sender)}</b> <code>{eventType ?? 'no type'}</code>
            <span className="hidden"> open message {id}</span>
          </button>
        </p>
        <p className="small quiet">
          <time dateTime={receivedAt}>{momentOf(receivedAt)}</time> · #{id}
          {outcome && ` · ${outcome}`}
        </p>
      </div>
      {message.canReplay && <Replay id={id} />}
    </li>
  )
}

type PagesProps = {
  filter: MessageFilter
  next: number | null
  onGo: (change: Partial<MessageFilter>) => void
}

const Pages = ({ filter, next, onGo }: PagesProps) => (
  <nav className="cluster spaced" aria-label="Pages of messages">
    {filter.before !== undefined && (
      <button type="button" className="button" onClick={() => onGo({ before: undefined })}>
        Newest
      </button>
    )}
    {next !== null && (
      <button type="button" className="button" onClick={() => onGo({ before: next })}>
        Older
      </button>
    )}
  </nav>
)
