/** What lasts all day and is not joined: one quiet line for all of it, opened when somebody asks. */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import type { Meeting } from '../queries.ts'
import { MeetingRow } from './MeetingRow.tsx'

type Props = { meetings: readonly Meeting[]; home: string | undefined }

export function AllDay({ meetings, home }: Props) {
  const [isOpen, open] = useState(false)
  const rows = meetings.map((meeting) => <MeetingRow key={meeting.eventId} meeting={meeting} home={home} />)
  if (meetings.length < 2) return rows
  return (
    <>
      <li className="row all-day small quiet" data-row>
        <span>All day</span>
        <span className="titles">
          {meetings.map(({ eventId, title }, at) => (
            <span key={eventId}>
              {at > 0 && ' · '}
              <bdi>{title}</bdi>
            </span>
          ))}
        </span>
        <button
          type="button"
          className="link why-button"
          data-open
          aria-expanded={isOpen}
          onClick={() => open(!isOpen)}
        >
          {meetings.length} skipped{' '}
          <ChevronDown size={12} aria-hidden style={isOpen ? { rotate: '180deg' } : undefined} />
        </button>
      </li>
      {isOpen && rows}
    </>
  )
}
