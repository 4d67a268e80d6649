/** The whole trail of a decision, step by step, and what was decided before. */
import { useQuery } from '@tanstack/react-query'
import { Check, CircleSlash, Minus } from 'lucide-react'
import type { Answer } from '../api.ts'
import { type Meeting, why } from '../queries.ts'
import { asSentence, momentOf } from '../text.ts'
import { Loaded } from './Loaded.tsx'

type Reasons = Answer<'GET /v1/upcoming/{eventId}/why'>
const icons = { passed: Minus, join: Check, skip: CircleSlash }
const words = { passed: 'No objection', join: 'Join', skip: 'Skip' }

export const Why = ({ meeting: { eventId } }: { meeting: Meeting }) => (
  <Loaded query={useQuery(why(eventId))} rows={0}>
    {({ trail, history }) => (
      <div className="why">
        <Trail trail={trail} />
        <History history={history} />
      </div>
    )}
  </Loaded>
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
    <h3>What changed</h3>
    {history.length === 0 && <p className="quiet">Nothing has changed since it was first decided.</p>}
    <ol>
      {history.map(({ at, action, sentence }) => {
        const Icon = icons[action]
        return (
          <li key={`${at}${sentence}`}>
            <Icon size={14} aria-label={words[action]} />
            <span>
              <time className="quiet" dateTime={at}>
                {momentOf(at)}
              </time>{' '}
              {asSentence(sentence)}
            </span>
          </li>
        )
      })}
    </ol>
  </section>
)
