/** Which meetings a report is about: a list to tick, narrowed by words of the title. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../api.ts'
import { Bones } from '../parts/Bones.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import type { SessionRow } from '../queries.ts'
import { count, dateOf } from '../text.ts'

const MOST = 50
type Props = { chosen: ReadonlySet<string>; onChoose: (ids: ReadonlySet<string>) => void }

export function PickMeetings({ chosen, onChoose }: Props) {
  const [words, type] = useState('')
  const query = useInfiniteQuery({
    queryKey: ['sessions', 'to pick'],
    queryFn: ({ pageParam }) => api('GET /v1/sessions', { query: { before: pageParam, limit: 100 } }),
    initialPageParam: undefined as string | undefined, // widens the literal to what later pages carry
    getNextPageParam: ({ next }) => next,
  })
  const all = query.data?.pages.flatMap(({ sessions }) => sessions) ?? []
  const shown = all.filter(
    ({ id, title, status }) =>
      status === 'complete' && (chosen.has(id) || title.toLowerCase().includes(words.trim().toLowerCase())),
  )
  const toggle = (id: string) => {
    const next = new Set(chosen)
    if (!next.delete(id)) next.add(id)
    onChoose(next)
  }
  return (
    <fieldset className="choices">
      <legend>Meetings</legend>
      <input
        className="input"
        type="search"
        aria-label="Narrow the list by words of the title"
        placeholder="Words of the title"
        value={words}
        onChange={({ target }) => type(target.value)}
      />
      {query.isPending && <Bones rows={2} />}
      {query.error && <Trouble error={query.error} retry={() => void query.refetch()} />}
      <ul className="pick" hidden={shown.length === 0}>
        {shown.map((session) => (
          <Choice
            key={session.id}
            session={session}
            isChosen={chosen.has(session.id)}
            isFull={chosen.size >= MOST}
            onToggle={() => toggle(session.id)}
          />
        ))}
      </ul>
      <p className="small quiet" aria-live="polite">
        {query.data && shown.length === 0 && 'No meeting that is over bears these words. '}
        {count(chosen.size, 'meeting')} chosen.{' '}
        {query.hasNextPage && (
          <button
            type="button"
            className="link"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show earlier ones
          </button>
        )}
      </p>
    </fieldset>
  )
}

type ChoiceProps = { session: SessionRow; isChosen: boolean; isFull: boolean; onToggle: () => void }

const Choice = ({ session, isChosen, isFull, onToggle }: ChoiceProps) => (
  <li>
    <label>
      <input type="checkbox" checked={isChosen} disabled={isFull && !isChosen} onChange={onToggle} />
      <bdi>{session.title}</bdi>
      <span className="small quiet nowrap">{session.scheduledStart && dateOf(session.scheduledStart)}</span>
    </label>
  </li>
)
