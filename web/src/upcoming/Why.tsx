/** Why it joins or skips: the whole trail step by step, what happened to it, and one's own word about it. */
import { useQuery } from '@tanstack/react-query'
import { Check, CircleSlash, Minus } from 'lucide-react'
import type { Answer } from '../api.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { type Meeting, why } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { asSentence, momentOf } from '../text.ts'
import { MyWord } from './MyWord.tsx'
import { told } from './told.ts'

type Reasons = Answer<'GET /v1/upcoming/{eventId}/why'>
const icons = { passed: Minus, join: Check, skip: CircleSlash }
const words = { passed: 'No objection', join: 'Join', skip: 'Skip' }

export default function Why({ meeting }: { meeting: Meeting }) {
  return (
    <Loaded query={useQuery(why(meeting.eventId))} rows={0}>
      {({ trail, history }) => (
        <div className="why">
          <MyWord meeting={meeting} />
          <Prepare meeting={meeting} />
          <Trail trail={trail} />
          <History history={history} />
        </div>
      )}
    </Loaded>
  )
}

/** As soon as there is a bot to come there is a brief. */
const Prepare = ({ meeting: { sessionId, title } }: { meeting: Meeting }) =>
  sessionId && (
    <p className="wide-part">
      <Link to={`/meetings/${sessionId}/brief`}>
        Prepare: last time, open tasks, agenda<span className="hidden"> of {title}</span>
      </Link>
    </p>
  )

const Trail = ({ trail }: Pick<Reasons, 'trail'>) => (
  <section>
    <h3>How it was decided</h3>
    <ol>
      {trail.map(({ step, outcome, sentence }) => {
        const Icon = icons[outcome]
        return (
          <li key={step} className={outcome === 'passed' ? 'quiet' : 'decided'}>
            <Icon size={14} aria-label={words[outcome]} />
            <span>{asSentence(sentence)}</span>
          </li>
        )
      })}
    </ol>
  </section>
)

const History = ({ history }: Pick<Reasons, 'history'>) => (
  <section>
    <h3>What happened</h3>
    <ol>
      {history.map((entry) => {
        const Icon = icons[entry.action]
        return (
          <li key={`${entry.at}${entry.because}`}>
            <Icon size={14} aria-label={words[entry.action]} />
            <span>
              <time className="quiet" dateTime={entry.at}>
                {momentOf(entry.at)}
              </time>{' '}
              {told(entry)}
            </span>
          </li>
        )
      })}
    </ol>
  </section>
)
