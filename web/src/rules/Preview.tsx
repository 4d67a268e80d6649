/** What the drafted rules would do with the next two weeks: the meetings that flip first. */
import type { UseQueryResult } from '@tanstack/react-query'
import { ArrowRight } from 'lucide-react'
import { useState } from 'react'
import type { Answer } from '../api.ts'
import { asSentence, count, dayOf, timeOf } from '../text.ts'
import { useNow } from '../use-now.ts'
import { Loaded } from './Loaded.tsx'
import { lookOfMeeting, State } from './State.tsx'

type Answered = Answer<'POST /v1/rules/preview'>
type Props = { query: UseQueryResult<Answered, Error>; isChanged: boolean }

export function Preview({ query, isChanged }: Props) {
  const [isWhole, showWhole] = useState(false)
  return (
    <section className="stack-tight" style={{ gap: 8 }}>
      <Loaded query={query} rows={4}>
        {({ joins, skips, meetings }) => {
          const flips = meetings.filter(({ wantsNow, wouldWant }) => wantsNow !== wouldWant)
          const shown = isWhole ? meetings : flips
          return (
            <>
              <div aria-live="polite">
                <h2>{headline(isChanged, flips.length)}</h2>
                <p className="quiet">
                  Of the next two weeks: {joins} to join, {skips} to skip.
                </p>
              </div>
              {shown.length > 0 && <List meetings={shown} />}
              {meetings.length > flips.length && (
                <p>
                  <button
                    type="button"
                    className="link"
                    aria-expanded={isWhole}
                    onClick={() => showWhole(!isWhole)}
                  >
                    {isWhole
                      ? 'Show only what would change'
                      : `Show all ${count(meetings.length, 'meeting')}`}
                  </button>
                </p>
              )}
            </>
          )
        }}
      </Loaded>
    </section>
  )
}

const headline = (isChanged: boolean, flips: number) => {
  if (flips > 0) return `${count(flips, 'meeting')} would change`
  return isChanged ? 'No meeting would change' : 'Change a rule to see what it does'
}

function List({ meetings }: { meetings: Answered['meetings'] }) {
  const now = useNow(60_000)
  return (
    <ul className="card flush">
      {meetings.map(({ eventId, title, start, wantsNow, wouldWant, sentence }) => (
        <li key={eventId} className="row" style={{ gridTemplateColumns: 'minmax(0, 1fr)' }}>
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
