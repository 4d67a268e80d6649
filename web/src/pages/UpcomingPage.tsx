/** What will be recorded, and why? Now on top, then day by day. */
import { useQuery } from '@tanstack/react-query'
import { CalendarCheck, CalendarPlus, RefreshCw } from 'lucide-react'
import { Link, useOutletContext } from 'react-router'
import { groupByDay } from '../days.ts'
import { AllDay } from '../parts/AllDay.tsx'
import { ConfirmRules } from '../parts/ConfirmRules.tsx'
import { Empty } from '../parts/Empty.tsx'
import { domainOf } from '../parts/Faces.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { MeetingRow } from '../parts/MeetingRow.tsx'
import { Page } from '../parts/Page.tsx'
import { type Me, type Meeting, type Upcoming, upcoming } from '../queries.ts'
import { dayOf, fullDayOf, zoneName } from '../text.ts'
import { useNow } from '../use-now.ts'
import { useRowKeys } from '../use-row-keys.ts'

export function UpcomingPage() {
  useRowKeys()
  return (
    <Page title="Upcoming" lead={`What will be recorded, and why. Times in ${zoneName()}.`}>
      <Loaded query={useQuery(upcoming)} rows={6}>
        {(data) => <Content data={data} />}
      </Loaded>
    </Page>
  )
}

function Content({ data: { hasCalendar, isConfirmed, isSyncing, meetings } }: { data: Upcoming }) {
  if (!hasCalendar) return <NoCalendar />
  return (
    <>
      {isSyncing && (
        <p className="note" role="status" style={{ marginBottom: 16 }}>
          <RefreshCw size={16} aria-hidden /> Reading your calendar. Meetings appear here as they are found.
        </p>
      )}
      {!isConfirmed && meetings.length > 0 && <ConfirmRules meetings={meetings} />}
      {meetings.length === 0 && !isSyncing ? <NothingComing /> : <Days meetings={meetings} />}
    </>
  )
}

function Days({ meetings }: { meetings: readonly Meeting[] }) {
  const now = useNow()
  const { user } = useOutletContext<Me>()
  const { running, days } = groupByDay(meetings, now)
  const home = domainOf(user.email)
  const rows = (list: readonly Meeting[]) =>
    list.map((meeting) => <MeetingRow key={meeting.eventId} meeting={meeting} home={home} />)
  return (
    <>
      {running.length > 0 && (
        <section className="day">
          <h2>Now</h2>
          <ul className="card flush now">{rows(running)}</ul>
        </section>
      )}
      {days.map(({ key, first, meetings }) => (
        <section className="day" key={key}>
          <h2>
            {dayOf(first.start, now)}
            <small>
              {dayOf(first.start, now) !== fullDayOf(first.start) && `${fullDayOf(first.start)} · `}
              {toJoin(meetings)}
            </small>
          </h2>
          <ul className="card flush">
            <AllDay meetings={meetings.filter(isCalm)} home={home} />
            {rows(meetings.filter((meeting) => !isCalm(meeting)))}
          </ul>
        </section>
      ))}
    </>
  )
}

const isCalm = ({ isAllDay, wants, bot }: Meeting) => isAllDay && !wants && bot === null

function toJoin(meetings: readonly Meeting[]): string {
  const joined = meetings.filter(({ wants }) => wants).length
  return joined === 0 ? 'none to join' : `${joined} to join`
}

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
