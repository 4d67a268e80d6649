/** Meetings that are running or over, newest first. */
import { useInfiniteQuery } from '@tanstack/react-query'
import { AudioLines, Upload } from 'lucide-react'
import { api } from '../api.ts'
import { useMe } from '../me.ts'
import { Bones } from '../parts/Bones.tsx'
import { Empty } from '../parts/Empty.tsx'
import { Faces } from '../parts/Faces.tsx'
import { Page } from '../parts/Page.tsx'
import { lookOfSession, State } from '../parts/State.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import type { SessionRow } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { dayKey, dayOf, domainOf, lengthOf, platformName, timeOf } from '../text.ts'
import { useNow } from '../use-now.ts'
import { useRowKeys } from '../use-row-keys.ts'

export default function MeetingsPage() {
  useRowKeys()
  const query = useInfiniteQuery({
    queryKey: ['sessions'],
    queryFn: ({ pageParam }) => api('GET /v1/sessions', { query: { before: pageParam } }),
    initialPageParam: undefined as string | undefined, // widens the literal to what later pages carry
    getNextPageParam: ({ next }) => next,
  })
  const sessions = query.data?.pages.flatMap((page) => page.sessions)
  return (
    <Page
      title="Meetings"
      lead="Running and past meetings that you may see."
      actions={
        <Link className="button" to="/import">
          <Upload size={16} aria-hidden /> Import a transcript
        </Link>
      }
    >
      {query.error && !sessions && <Trouble error={query.error} retry={() => void query.refetch()} />}
      {query.isPending && <Bones rows={6} />}
      {sessions && (sessions.length === 0 ? <NoMeetings /> : <Days sessions={sessions} />)}
      {query.hasNextPage && (
        <p style={{ marginTop: 16 }}>
          <button
            type="button"
            className="button"
            disabled={query.isFetchingNextPage}
            onClick={() => void query.fetchNextPage()}
          >
            Show earlier meetings
          </button>
        </p>
      )}
    </Page>
  )
}

const whenOf = ({ recordingStartedAt, scheduledStart }: SessionRow) => recordingStartedAt ?? scheduledStart

function Days({ sessions }: { sessions: readonly SessionRow[] }) {
  const now = useNow(60_000)
  const days = Map.groupBy(sessions, (session) => dayKey(whenOf(session) ?? now.toISOString()))
  return [...days].map(([key, list]) => (
    <section className="day" key={key}>
      <h2>{dayOf(`${key}T12:00:00`, now)}</h2>
      <ul className="card flush">
        {list.map((session) => (
          <Row key={session.id} session={session} />
        ))}
      </ul>
    </section>
  ))
}

function Row({ session }: { session: SessionRow }) {
  const { user } = useMe()
  const when = whenOf(session)
  return (
    <li className="row" data-row>
      <span className="row-time">
        {when && <time dateTime={when}>{timeOf(when)}</time>}
        {session.durationSeconds > 0 && <small>{lengthOf(session.durationSeconds)}</small>}
      </span>
      <div className="row-body">
        <Link className="row-title" data-open to={`/meetings/${session.id}`}>
          <bdi>{session.title}</bdi>
        </Link>
        <div className="row-facts">
          <State look={lookOfSession(session)} />
          <span>{platformName(session.platform)}</span>
          <Faces people={session.people} home={domainOf(user.email)} />
          {session.ownerName !== user.fullName && <span>recorded by {session.ownerName}</span>}
        </div>
        {session.tldr && (
          <p className="prose" dir="auto">
            {session.tldr}
          </p>
        )}
      </div>
    </li>
  )
}

const NoMeetings = () => (
  <Empty
    icon={AudioLines}
    title="No meetings yet"
    action={
      <Link className="button primary" to="/">
        See what is coming
      </Link>
    }
  >
    Meetings stand here from the moment a bot joins them: first what is being said, later what was decided.
  </Empty>
)
