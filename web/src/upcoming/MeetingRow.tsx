/** One coming meeting: time, title, people, platform, one honest sentence, who gets the notes, and the switch. */
import { ChevronDown, CircleAlert, Hourglass, Repeat } from 'lucide-react'
import { Suspense, useState } from 'react'
import { decisionOf, doingNow, isLive } from '../bot-state.ts'
import { Bones } from '../parts/Bones.tsx'
import { Faces } from '../parts/Faces.tsx'
import { lazyFresh } from '../parts/fresh.tsx'
import { lookOfMeeting, State } from '../parts/State.tsx'
import { Switch } from '../parts/Switch.tsx'
import type { Meeting } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { asSentence, momentOf, platformName, timeOf } from '../text.ts'
import { consequencesOf } from './consequences.ts'
import { useOverride } from './use-override.ts'

const Why = lazyFresh(() => import('./Why.tsx'))
type Props = { meeting: Meeting; home: string | undefined; news?: string | undefined }

export function MeetingRow({ meeting, home, news }: Props) {
  const [isOpen, open] = useState(false)
  const { bot } = meeting
  return (
    <li className={news ? 'row fresh' : 'row'} data-row>
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
        {meeting.uncheckedSince && meeting.wants && bot?.state !== 'done' && (
          <p className="note amber">
            <CircleAlert size={16} aria-hidden />
            <span>
              Not checked since {momentOf(meeting.uncheckedSince)}: its calendar cannot be read.{' '}
              <Link to="/calendars">See what helps</Link>
            </span>
          </p>
        )}
        <Sentence meeting={meeting} isOpen={isOpen} onToggle={() => open(!isOpen)} />
        {isOpen && (
          <Suspense fallback={<Bones rows={0} />}>
            <Why meeting={meeting} />
          </Suspense>
        )}
      </div>
      <Toggle meeting={meeting} />
    </li>
  )
}

type SentenceProps = { meeting: Meeting; isOpen: boolean; onToggle: () => void }

function Sentence({ meeting, isOpen, onToggle }: SentenceProps) {
  const { bot, sessionId } = meeting
  const consequences = consequencesOf(meeting)
  return (
    <p className="small">
      {decisionOf(meeting)} {consequences !== null && <span className="quiet">{consequences} </span>}
      <button type="button" className="link why-button" data-why aria-expanded={isOpen} onClick={onToggle}>
        Why <ChevronDown size={12} aria-hidden style={isOpen ? { rotate: '180deg' } : undefined} />
      </button>
      {(isLive(bot?.state) || bot?.state === 'done') && sessionId && (
        <span className="nowrap">
          {' · '}
          <Link to={`/meetings/${sessionId}`}>{bot?.state === 'done' ? 'See the notes' : 'Follow live'}</Link>
        </span>
      )}
    </p>
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
  const { said, wants, title, canOverride } = meeting
  return (
    <div className="row-toggle">
      <Switch
        label={`Join ${title}`}
        isOn={wants}
        disabled={!canOverride}
        onChange={(isOn) => decide(meeting, 'event', isOn)}
      />
      <span aria-hidden>{wants ? 'Join' : 'Skip'}</span>
      {said.event !== null && (
        <button type="button" className="link nowrap" onClick={() => decide(meeting, 'event', null)}>
          Use rules<span className="hidden"> for {title}</span>
        </button>
      )}
      {meeting.isRecurring && canOverride && <SeriesButton meeting={meeting} />}
    </div>
  )
}

/** The same for every meeting of the series; what was said of it is taken back the same way. */
function SeriesButton({ meeting }: { meeting: Meeting }) {
  const decide = useOverride()
  const { said, wants, title } = meeting
  const words = said.series !== null ? 'Series by rules' : wants ? 'Skip the series' : 'Join the series'
  return (
    <button
      type="button"
      className="link nowrap"
      data-series
      aria-keyshortcuts="Shift+T"
      onClick={() => decide(meeting, 'series', said.series === null ? !wants : null)}
    >
      {words}
      <span className="hidden"> {title}</span>
    </button>
  )
}
