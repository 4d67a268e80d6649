/** One coming meeting: time, title, people, platform, one sentence, and the switch that decides. */
import { ChevronDown, CircleAlert, Hourglass, Repeat } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { decisionOf, doingNow, isLive } from '../bot-state.ts'
import type { Meeting } from '../queries.ts'
import { asSentence, platformName, timeOf } from '../text.ts'
import { useOverride } from '../use-override.ts'
import { Faces } from './Faces.tsx'
import { lookOfMeeting, State } from './State.tsx'
import { Switch } from './Switch.tsx'
import { Why } from './Why.tsx'

export function MeetingRow({ meeting, home }: { meeting: Meeting; home: string | undefined }) {
  const [isOpen, open] = useState(false)
  const { bot } = meeting
  return (
    <li className="row" data-row>
      <RowTime meeting={meeting} />
      <div className="row-body">
        <Title meeting={meeting} onOpen={() => open(!isOpen)} />
        <div className="row-facts">
          <State look={lookOfMeeting(meeting)} />
          {meeting.platform && <span>{platformName(meeting.platform)}</span>}
          {meeting.isRecurring && <Repeat size={14} aria-label="Repeats" />}
          <Faces people={meeting.people} home={home} />
        </div>
        <Doing bot={bot} />
        {bot?.trouble && (
          <p className="note red">
            <CircleAlert size={16} aria-hidden />
            <span>{asSentence(bot.trouble)}</span>
          </p>
        )}
        <p className="small">
          {decisionOf(meeting)}
          {meeting.alsoWantedBy.length > 0 && ` Also wanted by ${meeting.alsoWantedBy.join(', ')}.`}{' '}
          <button
            type="button"
            className="link why-button"
            data-why
            aria-expanded={isOpen}
            onClick={() => open(!isOpen)}
          >
            Why <ChevronDown size={12} aria-hidden style={isOpen ? { rotate: '180deg' } : undefined} />
          </button>
          {(isLive(bot?.state) || bot?.state === 'done') && meeting.sessionId && (
            <>
              {' · '}
              <Link to={`/meetings/${meeting.sessionId}`}>
                {bot?.state === 'done' ? 'See the notes' : 'Follow live'}
              </Link>
            </>
          )}
        </p>
        {isOpen && <Why meeting={meeting} />}
      </div>
      <Toggle meeting={meeting} />
    </li>
  )
}

/** What the bot does at this moment; loud only where somebody has to let it in. */
function Doing({ bot }: Pick<Meeting, 'bot'>) {
  const sentence = doingNow(bot)
  if (sentence === null) return null
  if (bot?.state !== 'waiting_room') return <p className="small">{sentence}</p>
  return (
    <p className="note amber" role="status">
      <Hourglass size={16} aria-hidden />
      <span>{sentence}</span>
    </p>
  )
}

function RowTime({ meeting: { isAllDay, start, end } }: { meeting: Meeting }) {
  if (isAllDay) return <span className="row-time small">All day</span>
  return (
    <span className="row-time">
      <time dateTime={start}>{timeOf(start)}</time>
      <small>
        – <time dateTime={end}>{timeOf(end)}</time>
      </small>
    </span>
  )
}

/** Leads to the meeting as soon as there is one; before, Enter opens the reasons. */
const Title = ({ meeting: { sessionId, title }, onOpen }: { meeting: Meeting; onOpen: () => void }) =>
  sessionId ? (
    <Link className="row-title" data-open to={`/meetings/${sessionId}`}>
      <bdi>{title}</bdi>
    </Link>
  ) : (
    <button type="button" className="row-title" data-open onClick={onOpen}>
      <bdi>{title}</bdi>
    </button>
  )

function Toggle({ meeting }: { meeting: Meeting }) {
  const decide = useOverride()
  return (
    <div className="row-toggle">
      <Switch
        label={`Join ${meeting.title}`}
        isOn={meeting.wants}
        disabled={!meeting.canOverride}
        onChange={(isOn) => decide(meeting, isOn)}
      />
      <span aria-hidden>{meeting.wants ? 'Join' : 'Skip'}</span>
      {meeting.override !== null && (
        <button type="button" className="link nowrap" onClick={() => decide(meeting, null)}>
          Use rules
        </button>
      )}
    </div>
  )
}
