/** Places in meetings and their documents, best first: each opens where it stands, and shows what is around it. */
import type { Answer } from '../api.ts'
import { PassageChip } from '../documents/PassageChip.tsx'
import { passageAddress } from '../documents/passages.ts'
import { useMe } from '../me.ts'
import { Link } from '../router/router.tsx'
import { dateOf, positionOf } from '../text.ts'
import { useRowKeys } from '../use-row-keys.ts'

export type Result = Answer<'GET /v1/search'>['results'][number]
type Line = NonNullable<Result['line']>

export const addressOf = (sessionId: string, line: Pick<Line, 'id'> | null | undefined) =>
  `/meetings/${sessionId}${line ? `#line-${line.id}` : ''}`

type Props = {
  results: readonly Result[]
  /** The address of this search within one series. */
  inSeries: ((sessionId: string) => string) | null
}

export function Results({ results, inSeries }: Props) {
  useRowKeys()
  return (
    <ol className="stack results" aria-label="Results">
      {eachPlaceOnce(results).map((result) => (
        <Found
          key={`${result.kind} ${result.text} ${placeOf(result)}`}
          result={result}
          inSeries={inSeries?.(result.session.id)}
        />
      ))}
    </ol>
  )
}

const placeOf = ({ session, line, passage }: Result) =>
  passage ? passageAddress(session.id, passage) : addressOf(session.id, line)

/** A line and the point that rests on it lead to the same place: the better one is shown. */
const eachPlaceOnce = (results: readonly Result[]) => {
  const first = new Map(results.toReversed().map((result) => [placeOf(result), result]))
  return results.filter((result) => first.get(placeOf(result)) === result)
}

function Found({ result, inSeries }: { result: Result; inSeries: string | undefined }) {
  const { session, kind, text, line, passage, before, after, marks } = result
  const { user } = useMe()
  return (
    <li className="card" data-row tabIndex={-1}>
      <p className="row-facts">
        <Link className="row-title" data-open to={placeOf(result)}>
          <bdi>
            <Marked text={session.title} marks={kind === 'title' ? marks : []} />
          </bdi>
        </Link>
        <time dateTime={session.start}>{dateOf(session.start)}</time>
        {session.ownerName !== user.fullName && <span>recorded by {session.ownerName}</span>}
        {kind === 'summary' && <span className="tag">from the summary</span>}
        {passage && <PassageChip sessionId={session.id} passage={passage} />}
        {inSeries && (
          <Link className="small" to={inSeries}>
            Only this series
          </Link>
        )}
      </p>
      {passage && (
        <p className="passage" dir="auto">
          <Marked text={passage.text} marks={marks} />
        </p>
      )}
      {text && kind === 'summary' && (
        <p dir="auto">
          <Marked text={text} marks={marks} />
        </p>
      )}
      {line && (
        <ul className="neighbours">
          {[...before, line, ...after].map((one) => (
            <li key={one.id} data-hit={one.id === line.id}>
              <Link to={addressOf(session.id, one)} aria-label={`Open at ${positionOf(one.start)}`}>
                {positionOf(one.start)}
              </Link>
              <span dir="auto">
                <b>
                  <bdi>{one.speaker}</bdi>
                </b>{' '}
                <Marked text={one.text} marks={one.id === line.id ? marks : []} />
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
