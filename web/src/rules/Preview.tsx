/** What the drafted rules would do: the meetings of the next two weeks that flip, and those of the past month. */
import type { UseQueryResult } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../api.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { lookOfMeeting, State } from '../parts/State.tsx'
import { asSentence, count, dayOf, timeOf } from '../text.ts'
import { useNow } from '../use-now.ts'

type Answered = Answer<'POST /v1/rules/preview'>
type Flip = Answered['meetings'][number]
type Everybody = Answer<'POST /v1/policies/preview'>['everybody']
type Props = {
  query: UseQueryResult<Answered & { everybody?: Everybody }, Error>
  isChanged: boolean
}

export const Preview = ({ query, isChanged }: Props) => (
  <section className="stack" aria-label="What would change">
    <Loaded query={query} rows={4}>
      {(answer) => (
        <>
          <Coming answer={answer} isChanged={isChanged} />
          {answer.everybody && <InEverybodys numbers={answer.everybody} />}
          <Past flips={answer.past} isChanged={isChanged} />
        </>
      )}
    </Loaded>
  </section>
)

function Coming({ answer: { joins, skips, meetings }, isChanged }: { answer: Answered; isChanged: boolean }) {
  const [isWhole, showWhole] = useState(false)
  const flips = meetings.filter(({ wantsNow, wouldWant }) => wantsNow !== wouldWant)
  const shown = isWhole ? meetings : flips
  return (
    <div className="stack-tight" style={{ gap: 8 }}>
      <div aria-live="polite">
        <h2>{headline(isChanged, flips.length)}</h2>
        <p className="quiet">
          Of the next two weeks: {joins} to join, {skips} to skip.
        </p>
      </div>
      {shown.length > 0 && <List meetings={shown} />}
      {meetings.length > flips.length && (
        <p>
          <button type="button" className="link" aria-expanded={isWhole} onClick={() => showWhole(!isWhole)}>
            {isWhole ? 'Show only what would change' : `Show all ${count(meetings.length, 'meeting')}`}
          </button>
        </p>
      )}
    </div>
  )
}

const headline = (isChanged: boolean, flips: number) => {
  if (flips > 0) return `${count(flips, 'meeting')} would change`
  return isChanged ? 'No meeting would change' : 'Change a rule to see what it does'
}

const InEverybodys = ({ numbers: { people, wouldJoin, wouldSkip } }: { numbers: Everybody }) => (
  <p className="quiet">
    {wouldJoin + wouldSkip === 0
      ? 'In everybody’s calendars together, nothing would change in the next two weeks.'
      : `In everybody’s calendars together: ${wouldJoin} more to join, ${wouldSkip} more to skip, for ${count(people, 'person', 'people')}.`}
  </p>
)

const SHOWN_OF_PAST = 8

function Past({ flips, isChanged }: { flips: readonly Flip[]; isChanged: boolean }) {
  if (!isChanged) return null
  return (
    <div className="stack-tight" style={{ gap: 8 }}>
      <h3>
        {flips.length === 0
          ? 'Nothing of the past 30 days would have been otherwise.'
          : `Of the past 30 days, ${count(flips.length, 'meeting')} would have been otherwise`}
      </h3>
      {flips.length > 0 && <List meetings={flips.slice(0, SHOWN_OF_PAST)} />}
      {flips.length > SHOWN_OF_PAST && (
        <p className="small quiet">and {flips.length - SHOWN_OF_PAST} older ones</p>
      )}
    </div>
  )
}

function List({ meetings }: { meetings: readonly Flip[] }) {
  const now = useNow(60_000)
  return (
    <ul className="card flush">
      {meetings.map(({ eventId, title, start, wantsNow, wouldWant, sentence }) => (
        <li key={eventId} className="row flip">
          <div className="cluster">
            {wantsNow !== wouldWant && (
              <>
                <State look={lookOfMeeting({ bot: null, wants: wantsNow })} />
                <ArrowRight size={14} aria-label="becomes" />
              </>
            )}
            <State look={lookOfMeeting({ bot: null, wants: wouldWant })} />
            <b>
              <bdi>{title || '(no title)'}</bdi>
            </b>
          </div>
          <p className="small quiet">
            <time dateTime={start}>
              {dayOf(start, now)} {timeOf(start)}
            </time>{' '}
            · {asSentence(sentence)}
          </p>
        </li>
      ))}
    </ul>
  )
}
