/** Where did we talk about it? Lines that match, in their meeting; or an answer that is made of cited lines. */
import '../styles/record.css'
import { useMutation, useQuery } from '@tanstack/react-query'
import { MessageCircleQuestion, Search } from 'lucide-react'
import { type FormEvent, useEffect, useRef } from 'react'
import { type Answer, api } from '../api.ts'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { Link, useSearchParams } from '../router/router.tsx'
import { dateOf, positionOf } from '../text.ts'

type Result = Answer<'GET /v1/search'>['results'][number]
type Asked = Answer<'POST /v1/ask'>
type Line = NonNullable<Result['line']>

export default function SearchPage() {
  const [params, setParams] = useSearchParams()
  const q = params.get('q') ?? ''
  const person = params.get('person') ?? ''
  const ask = useMutation({
    mutationFn: (question: string) => api('POST /v1/ask', { body: { question, ...(person && { person }) } }),
  })
  const query = useQuery({
    queryKey: ['search', q, person],
    queryFn: () => api('GET /v1/search', { query: { q, ...(person && { person }) } }),
    enabled: q !== '',
  })
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), []) // whoever comes here comes to type
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const next = { q: String(form.get('q')).trim(), person: String(form.get('person')).trim() }
    if (next.q === '') return
    const { submitter } = event.nativeEvent as SubmitEvent // what a form's submit event is
    setParams({ q: next.q, ...(next.person && { person: next.person }) })
    if (submitter instanceof HTMLButtonElement && submitter.value === 'ask') ask.mutate(next.q)
    else ask.reset()
  }
  return (
    <Page title="Search" lead="In the titles, summaries and lines of every meeting that you may see.">
      <form className="card search" onSubmit={submit} key={q + person}>
        <input
          className="input"
          type="search"
          name="q"
          aria-label="Words or a question"
          placeholder="Words, or a question"
          defaultValue={q}
          maxLength={500}
          dir="auto"
          ref={field}
        />
        <input
          className="input"
          name="person"
          aria-label="With whom"
          placeholder="With whom?"
          defaultValue={person}
          maxLength={200}
        />
        <button type="submit" className="button primary" value="search">
          <Search size={16} aria-hidden /> Search
        </button>
        <button type="submit" className="button" value="ask">
          <MessageCircleQuestion size={16} aria-hidden /> Ask
        </button>
      </form>
      {ask.isPending && <p role="status">Looking for an answer in your meetings …</p>}
      {ask.error && <Trouble error={ask.error} />}
      {ask.data && <AnswerCard asked={ask.data} />}
      {q !== '' && (
        <Loaded query={query}>
          {({ results }) =>
            results.length === 0 ? (
              <Empty icon={Search} title="Nothing was found">
                Other words may help. Only meetings that you may see are searched.
              </Empty>
            ) : (
              <ol className="stack results" aria-label="Results">
                {results.map((result) => (
                  <Found key={`${result.session.id} ${result.kind} ${result.line?.id}`} result={result} />
                ))}
              </ol>
            )
          }
        </Loaded>
      )}
    </Page>
  )
}

const addressOf = (sessionId: string, line: Pick<Line, 'id'> | null | undefined) =>
  `/meetings/${sessionId}${line ? `#line-${line.id}` : ''}`

function Found({ result: { session, kind, text, line, before, after, marks } }: { result: Result }) {
  return (
    <li className="card">
      <p className="row-facts">
        <Link className="row-title" to={addressOf(session.id, line)}>
          <bdi>{session.title}</bdi>
        </Link>
        <time dateTime={session.start}>{dateOf(session.start)}</time>
        {kind === 'summary' && <span className="tag">from the summary</span>}
      </p>
      {text && kind === 'summary' && (
        <p dir="auto">
          <Marked text={text} marks={marks} />
        </p>
      )}
      {line && (
        <ul className="neighbours">
          {[...before, line, ...after].map((one) => (
            <li key={one.id} data-hit={one.id === line.id}>
              <Link to={addressOf(session.id, one)}>{positionOf(one.start)}</Link>
              <span dir="auto">
                <b>
                  <bdi>{one.speaker}</bdi>
                </b>{' '}
                <Marked text={one.text} marks={marks} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}

/** The words that were found, as they stand in the text. */
function Marked({ text, marks }: { text: string; marks: readonly string[] }) {
  const found = new Set(marks)
  return text.split(/([\p{L}\p{N}]+)/u).map((part, at) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never change places
    found.has(part.toLowerCase()) ? <mark key={at}>{part}</mark> : part,
  )
}

function AnswerCard({ asked: { isFound, message, answer, writtenBy, trouble } }: { asked: Asked }) {
  return (
    <section className="card stack-tight spaced" aria-label="Answer">
      <h2>{isFound ? 'Answer' : 'No answer'}</h2>
      {message && <p>{message}</p>}
      <ul className="stack-tight">
        {answer.map(({ text, session, lines }) => (
          <li key={text + session.id}>
            <span dir="auto">{text}</span>{' '}
            {lines.slice(0, 4).map((line) => (
              <Link
                className="chip"
                key={line.id}
                to={addressOf(session.id, line)}
                title={`${line.speaker}: ${line.text}`}
              >
                {session.title} {positionOf(line.start)}
              </Link>
            ))}
          </li>
        ))}
      </ul>
      {isFound && (
        <p className="small quiet">
          {writtenBy === 'extractive'
            ? 'Lines of your meetings, chosen by rules; no model wrote this.'
            : `Written by ${writtenBy} from the cited lines alone.`}{' '}
          {trouble}
        </p>
      )}
    </section>
  )
}
