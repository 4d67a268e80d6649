/** What did it cost? Minutes of one month, by meeting and by member. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChevronLeft, ChevronRight, Gauge } from 'lucide-react'
import type { Answer } from '../api.ts'
import { Empty } from '../parts/Empty.tsx'
import { Limits } from '../parts/Limits.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { usage } from '../queries.ts'
import { Link, useSearchParams } from '../router/router.tsx'
import { count, lengthOf, momentOf, monthOf, priceOf } from '../text.ts'
import { ModelUsage } from '../usage/ModelUsage.tsx'

type Usage = Answer<'GET /v1/usage'>

export default function UsagePage() {
  const [search, go] = useSearchParams()
  const query = useQuery({ ...usage(search.get('month') ?? undefined), placeholderData: keepPreviousData })
  const month = query.data?.month
  return (
    <Page
      title="Usage"
      lead="Bot minutes. Each meeting is rounded up to a whole minute, once."
      actions={month && <Months month={month} onGo={(to) => go({ month: to })} />}
    >
      <Loaded query={query} rows={5}>
        {(data) => (
          <>
            {data.meetings.length === 0 ? <Nothing month={data.month} /> : <Content usage={data} />}
            <Limits usage={data} />
            <ModelUsage month={data.month} />
          </>
        )}
      </Loaded>
    </Page>
  )
}

const Months = ({ month, onGo }: { month: string; onGo: (month: string) => void }) => (
  <>
    <button
      type="button"
      className="button plain"
      aria-label="Month before"
      onClick={() => onGo(shifted(month, -1))}
    >
      <ChevronLeft size={18} aria-hidden />
    </button>
    <b>{monthOf(month)}</b>
    <button
      type="button"
      className="button plain"
      aria-label="Month after"
      onClick={() => onGo(shifted(month, 1))}
    >
      <ChevronRight size={18} aria-hidden />
    </button>
  </>
)

export function shifted(month: string, by: number): string {
  const [year = 1970, number = 1] = month.split('-').map(Number)
  const months = year * 12 + number - 1 + by
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`
}

const Content = ({ usage }: { usage: Usage }) => (
  <>
    <div className="numbers">
      <Tile number={`${usage.billableMinutes} min`} word="counted" />
      <Tile number={lengthOf(usage.recordedSeconds)} word="recorded" />
      <Tile
        number={String(usage.meetings.length)}
        word={usage.meetings.length === 1 ? 'meeting' : 'meetings'}
      />
      {usage.heldMinutes > 0 && (
        <Tile number={`${usage.heldMinutes} min`} word={`set aside${priced(usage)}`} />
      )}
      {usage.lobbySeconds + usage.pausedSeconds > 0 && (
        <Tile
          number={lengthOf(usage.lobbySeconds + usage.pausedSeconds)}
          word="in lobbies and pauses, not counted"
        />
      )}
      {usage.providerSeconds !== null && (
        <Tile number={lengthOf(usage.providerSeconds)} word="charged by the bot provider" />
      )}
    </div>
    <Members usage={usage} />
    <Meetings usage={usage} />
  </>
)

/** What that would cost at the provider's list price; only admins are told it. */
const priced = ({ pricePerHour, heldMinutes }: Usage) =>
  pricePerHour
    ? `, at most ${priceOf({ ...pricePerHour, amount: (heldMinutes / 60) * pricePerHour.amount })}`
    : ''

const Tile = ({ number, word }: { number: string; word: string }) => (
  <div className="card">
    <b>{number}</b>
    <span className="quiet">{word}</span>
  </div>
)

const Members = ({ usage: { members, billableMinutes } }: { usage: Usage }) => (
  <section className="day">
    <h2>By member</h2>
    <ul className="card stack">
      {members.map(({ userId, fullName, billableMinutes: minutes, meetings }) => (
        <li key={userId} className="stack-tight">
          <p className="cluster" style={{ justifyContent: 'space-between' }}>
            <span>{fullName}</span>
            <span className="quiet figures">
              {minutes} min · {count(meetings, 'meeting')}
            </span>
          </p>
          <div className="meter" aria-hidden>
            <span style={{ width: `${(100 * minutes) / Math.max(1, billableMinutes)}%` }} />
          </div>
        </li>
      ))}
    </ul>
  </section>
)

const Meetings = ({ usage: { meetings } }: { usage: Usage }) => (
  <section className="day">
    <h2>By meeting</h2>
    <div className="card flush table-wrap">
      <table>
        <thead>
          <tr>
            <th scope="col">Meeting</th>
            <th scope="col">Began</th>
            <th scope="col" className="roomy">
              For
            </th>
            <th scope="col" className="num roomy">
              Recorded
            </th>
            <th scope="col" className="num">
              Counted
            </th>
          </tr>
        </thead>
        <tbody>
          {meetings.map((meeting) => (
            <MeetingLine key={meeting.sessionId} meeting={meeting} />
          ))}
        </tbody>
      </table>
    </div>
  </section>
)

const MeetingLine = ({ meeting }: { meeting: Usage['meetings'][number] }) => (
  <tr>
    <td>
      {meeting.title === null ? (
        <span className="quiet">A meeting you may not see</span>
      ) : (
        <Link to={`/meetings/${meeting.sessionId}`}>
          <bdi>{meeting.title}</bdi>
        </Link>
      )}
    </td>
    <td className="nowrap">{momentOf(meeting.startedAt)}</td>
    <td className="roomy">{meeting.ownerName}</td>
    <td className="num roomy">{meeting.isRunning ? 'running' : lengthOf(meeting.recordedSeconds)}</td>
    <td className="num">{meeting.billableMinutes} min</td>
  </tr>
)

const Nothing = ({ month }: { month: string }) => (
  <Empty icon={Gauge} title={`Nothing was recorded in ${monthOf(month)}`}>
    Every meeting that a bot records is listed here with its minutes, while it runs and after.
  </Empty>
)
