/** An answer that is made of cited lines and passages of documents, or that there is none in these meetings. */
import { useQuery } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'
import { PassageChip } from '../documents/PassageChip.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { Link } from '../router/router.tsx'
import { asSentence, dateOf, positionOf } from '../text.ts'
import { type Filters, inQuery } from './filters.ts'
import { addressOf } from './Results.tsx'

type Asked = Answer<'POST /v1/ask'>
const MOST_CHIPS = 4

export function AnswerCard({ filters }: { filters: Filters }) {
  const query = useQuery({
    queryKey: ['ask', filters],
    queryFn: () => api('POST /v1/ask', { body: { question: filters.q, ...inQuery(filters) } }),
    staleTime: 'static', // a model may have written it: it is asked again by nobody but a person
    retry: false,
  })
  if (query.data) return <Written asked={query.data} />
  if (!query.error) return <Writing />
  const retry = () => void query.refetch()
  return <Trouble error={query.error} title="The question could not be answered" retry={retry} />
}

const Writing = () => (
  <section className="card stack-tight spaced" aria-label="Answer">
    <p role="status">Looking for an answer in your meetings …</p>
    <span className="bone" style={{ width: '80%' }} />
    <span className="bone" style={{ width: '55%' }} />
  </section>
)

const Written = ({ asked: { isFound, message, answer, writtenBy, trouble } }: { asked: Asked }) => (
  <section className="card stack-tight spaced" aria-label="Answer">
    <h2>{isFound ? 'Answer' : 'No answer'}</h2>
    {message && <p>{asSentence(message)}</p>}
    <ul className="stack-tight">
      {answer.map(({ text, session, lines, passages }) => (
        <li key={text + session.id}>
          <p dir="auto">{text}</p>
          <p className="cluster small">
            <span className="quiet">
              <bdi>{session.title}</bdi>, {dateOf(session.start)}
            </span>
            {lines.slice(0, MOST_CHIPS).map((line) => (
              <Link
                className="chip"
                key={line.id}
                to={addressOf(session.id, line)}
                title={`${line.speaker}: ${line.text}`}
                aria-label={`Open ${session.title} where ${line.speaker} speaks at ${positionOf(line.start)}`}
              >
                {positionOf(line.start)}
              </Link>
            ))}
            {passages.slice(0, MOST_CHIPS).map((passage) => (
              <PassageChip
                key={passage.documentId + passage.place}
                sessionId={session.id}
                passage={passage}
              />
            ))}
          </p>
        </li>
      ))}
    </ul>
    {isFound && (
      <p className="small quiet">
        {writtenBy === 'extractive'
          ? 'Words of your meetings and their documents, chosen by rules; no model wrote this.'
          : `Written by ${writtenBy} from what is cited alone.`}{' '}
        {trouble && asSentence(trouble)}
      </p>
    )}
  </section>
)
