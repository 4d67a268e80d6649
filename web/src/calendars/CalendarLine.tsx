/** One calendar: whether it is in sync, when it was read last and will be read next, and how it hears of changes. */
import { BellRing, CircleAlert, Clock } from 'lucide-react'
import { type Look, State } from '../parts/State.tsx'
import type { Connection } from '../queries.ts'
import { asSentence, count, momentOf, nearness } from '../text.ts'
import { useNow } from '../use-now.ts'
import { ReadIt } from './ReadIt.tsx'

type Calendar = Connection['calendars'][number]

type Props = { calendar: Calendar; connectionId: string; isLost: boolean }

export function CalendarLine({ calendar, connectionId, isLost }: Props) {
  const { name, isPrimary, trouble } = calendar
  return (
    <li className="line">
      <div>
        <div className="line-name">
          <bdi>{name}</bdi>
          {isPrimary && <span className="tag">primary</span>}
        </div>
        <Facts calendar={calendar} isLost={isLost} />
      </div>
      <div className="cluster">
        <State look={lookOf(calendar, isLost)} />
        {!isLost && <ReadIt connectionId={connectionId} calendar={calendar} />}
      </div>
      {trouble && !isLost && (
        <p className="note amber">
          <CircleAlert size={16} aria-hidden />
          <span>
            {asSentence(trouble)}
            {calendar.givenUpAt &&
              ` Bots that are planned stay until ${momentOf(calendar.givenUpAt)}; if it is still missing then, they are called off and it is not read any more.`}
          </span>
        </p>
      )}
    </li>
  )
}

function Facts({ calendar, isLost }: { calendar: Calendar; isLost: boolean }) {
  const now = useNow()
  const { isSelected, lastSyncedAt, nextPollAt, hears, upcomingEvents, trouble } = calendar
  if (!isSelected)
    return (
      <p className="line-facts">
        {trouble ? 'Not read any more.' : 'Not among the calendars that are read.'}
      </p>
    )
  return (
    <p className="line-facts">
      <span>{lastSyncedAt ? <>read {<Near at={lastSyncedAt} now={now} />}</> : 'not read yet'}</span>
      {nextPollAt && !isLost && (
        <span>
          {new Date(nextPollAt) > now ? <>next {<Near at={nextPollAt} now={now} />}</> : 'next: now'}
        </span>
      )}
      {!isLost && (
        <span>
          {hears === 'push' ? <BellRing size={13} aria-hidden /> : <Clock size={13} aria-hidden />}
          {hears === 'push' ? 'told of changes at once' : 'looks for changes by itself'}
        </span>
      )}
      <span>{count(upcomingEvents, 'coming event')}</span>
    </p>
  )
}

const Near = ({ at, now }: { at: string; now: Date }) => (
  <time dateTime={at} title={momentOf(at)}>
    {nearness(at, now)}
  </time>
)

const gone: Look = { word: 'Gone', icon: 'alert', tone: 'amber' }

function lookOf({ isSelected, trouble, lastSyncedAt }: Calendar, isLost: boolean): Look {
  if (!isSelected) return trouble ? gone : { word: 'Not read', icon: 'off', tone: '' }
  if (isLost) return { word: 'Not read', icon: 'alert', tone: 'red' }
  if (trouble) return { word: 'Trouble', icon: 'alert', tone: 'amber' }
  if (!lastSyncedAt) return { word: 'Reading', icon: 'refresh', tone: 'accent' }
  return { word: 'In sync', icon: 'check', tone: 'green' }
}
