/** What will be recorded, and why? Now on top, then day by day. */
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, CalendarPlus, SearchX } from 'lucide-react'
import { useState } from 'react'
import { JoinNow } from '../bots/JoinNow.tsx'
import { useMe } from '../me.ts'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { type Meeting, type Upcoming, upcoming } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { domainOf, zoneName } from '../text.ts'
import { ConfirmRules } from '../upcoming/ConfirmRules.tsx'
import { Days } from '../upcoming/Days.tsx'
import { Filters } from '../upcoming/Filters.tsx'
import { type Filter, fitting } from '../upcoming/filters.ts'
import { NewsList, Paused, Reading, Troubled } from '../upcoming/Notices.tsx'
import { useNews } from '../upcoming/use-news.ts'
import { useNow } from '../use-now.ts'
import { useRowKeys } from '../use-row-keys.ts'

export default function UpcomingPage() {
  useRowKeys()
  return (
    <Page
      title="Upcoming"
      lead={`What will be recorded, and why. Times in ${zoneName()}.`}
      actions={<JoinNow />}
    >
      <Loaded query={useQuery(upcoming)} rows={6}>
        {(data) => <Content data={data} />}
      </Loaded>
    </Page>
  )
}

function Content({ data }: { data: Upcoming }) {
  const { hasCalendar, isConfirmed, isSyncing, meetings, pausedAt, troubled } = data
  if (!hasCalendar) return <NoCalendar />
  return (
    <>
      {pausedAt && <Paused since={pausedAt} />}
      {troubled.length > 0 && <Troubled calendars={troubled} />}
      {isSyncing && <Reading />}
      {!isConfirmed && meetings.length > 0 && <ConfirmRules meetings={meetings} />}
      {meetings.length === 0 && !isSyncing ? <NothingComing /> : <Meetings meetings={meetings} />}
    </>
  )
}

/** With fewer than this there is nothing to look for. */
const WORTH_FILTERING = 6

function Meetings({ meetings }: { meetings: readonly Meeting[] }) {
  const now = useNow()
  const { user } = useMe()
  const home = domainOf(user.email)
  const [filter, setFilter] = useState<Filter>('all')
  const [words, setWords] = useState('')
  const { news, dismiss } = useNews(meetings, now)
  const shown = fitting(meetings, { filter, words, home })
  const how = { meetings, home, filter, words, onFilter: setFilter, onWords: setWords }
  return (
    <>
      <NewsList news={news} onDismiss={dismiss} />
      {meetings.length >= WORTH_FILTERING && <Filters {...how} />}
      {shown.length === 0 && meetings.length > 0 ? (
        <NothingFits
          onReset={() => {
            setFilter('all')
            setWords('')
          }}
        />
      ) : (
        <Days meetings={shown} now={now} home={home} news={news} />
      )}
    </>
  )
}

const NothingFits = ({ onReset }: { onReset: () => void }) => (
  <Empty
    icon={SearchX}
    title="No meeting fits"
    action={
      <button type="button" className="button" onClick={onReset}>
        Show all meetings
      </button>
    }
  >
    Among the meetings of the next two weeks there is none that you asked to see.
  </Empty>
)

const NoCalendar = () => (
  <Empty
    icon={CalendarPlus}
    title="Connect a calendar to begin"
    action={
      <Link className="button primary" to="/calendars">
        Connect a calendar
      </Link>
    }
  >
    Your meetings of the next two weeks will stand here, each with what happens and why. Nothing is joined
    before you have seen and confirmed it.
  </Empty>
)

const NothingComing = () => (
  <Empty
    icon={CalendarCheck}
    title="No meetings in the next two weeks"
    action={
      <Link className="button" to="/meetings">
        See past meetings
      </Link>
    }
  >
    New ones appear here by themselves as soon as they are in your calendar.
  </Empty>
)
