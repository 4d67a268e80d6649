/** The coming meetings: what is happening now first, then day by day. */
import type { Meeting } from '../queries.ts'
import { dayOf, fullDayOf, lengthOf } from '../text.ts'
import { AllDay } from './AllDay.tsx'
import { type Day, groupByDay } from './days.ts'
import { MeetingRow } from './MeetingRow.tsx'

type Props = {
  meetings: readonly Meeting[]
  now: Date
  home: string
  /** What has just changed, by event. */
  news: readonly { eventId: string; text: string }[]
}

export function Days({ meetings, now, home, news }: Props) {
  const { running, days } = groupByDay(meetings, now)
  const rows = (list: readonly Meeting[]) =>
    list.map((meeting) => (
      <MeetingRow
        key={meeting.eventId}
        meeting={meeting}
        home={home}
        news={news.find(({ eventId }) => eventId === meeting.eventId)?.text}
      />
    ))
  return (
    <>
      {running.length > 0 && (
        <section className="day">
          <h2>Now</h2>
          <ul className="card flush now">{rows(running)}</ul>
        </section>
      )}
      {days.map((day) => (
        <section className="day" key={day.key}>
          <DayHead day={day} now={now} />
          <ul className="card flush">
            <AllDay meetings={day.meetings.filter(isCalm)} home={home} />
            {rows(day.meetings.filter((meeting) => !isCalm(meeting)))}
          </ul>
        </section>
      ))}
    </>
  )
}

function DayHead({ day: { first, meetings }, now }: { day: Day; now: Date }) {
  const name = dayOf(first.start, now)
  const full = fullDayOf(first.start)
  return (
    <h2>
      {name}
      <small>
        {name !== full && `${full} · `}
        {toJoin(meetings)}
      </small>
    </h2>
  )
}

const isCalm = ({ isAllDay, wants, bot }: Meeting) => isAllDay && !wants && bot === null

function toJoin(meetings: readonly Meeting[]): string {
  const joined = meetings.filter(({ wants }) => wants)
  if (joined.length === 0) return 'none to join'
  return `${joined.length} to join, ${lengthOf(joined.reduce((sum, { minutes }) => sum + minutes * 60, 0))}`
}
