/** How the server's ears are: what waits, how fast it is done, who has gone quiet, and whether the minutes agree. */
import { useQuery } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import type { Answer } from '../api.ts'
import { health } from '../queries.ts'
import { momentOf } from '../text.ts'
import { senderName } from './looks.ts'
import { Retention } from './Retention.tsx'

type Health = Answer<'GET /v1/operator/health'>

export function Health() {
  const { data } = useQuery(health)
  if (!data) return null
  return (
    <section className="stack" aria-label="Health">
      <div className="numbers">
        <Tile number={String(data.lag.waiting)} word="waiting" />
        <Tile number={spanOf(data.lag.oldestSeconds * 1000)} word="longest wait now" />
        <Tile number={String(data.lag.handledLastHour)} word="handled in the last hour" />
        <Tile
          number={data.lag.medianMs === null ? '–' : spanOf(data.lag.medianMs)}
          word={`usual time${data.lag.slowestMs === null ? '' : `, ${spanOf(data.lag.slowestMs)} at most`}`}
        />
      </div>
      <Trouble health={data} />
      <details className="quiet spaced">
        <summary>Senders, what was refused, minutes and what is kept</summary>
        <div className="stack spaced">
          <Senders senders={data.senders} />
          <Refused refused={data.refused} />
          <Healed {...data.healed} />
          <Checks checks={data.providerChecks} />
          <Retention {...data.retention} />
        </div>
      </details>
    </section>
  )
}

const Tile = ({ number, word }: { number: string; word: string }) => (
  <div className="card">
    <b>{number}</b>
    <span className="quiet">{word}</span>
  </div>
)

/** What needs a look stands open, not folded away. */
function Trouble({ health: { senders, providerChecks } }: { health: Health }) {
  const quiet = senders.filter(({ isQuiet }) => isQuiet)
  const apart = providerChecks.filter(({ isDiscrepancy }) => isDiscrepancy)
  if (quiet.length + apart.length === 0) return null
  return (
    <ul className="card stack-tight" aria-label="Needs a look">
      {quiet.map(({ sender, sentence }) => (
        <li key={sender} className="cluster">
          <TriangleAlert size={16} aria-hidden />{' '}
          <span>
            <b>{senderName(sender)}</b>: {sentence}
          </span>
        </li>
      ))}
      {apart.map(({ day, sentence }) => (
        <li key={day} className="cluster">
          <TriangleAlert size={16} aria-hidden />{' '}
          <span>
            <b>{day}</b>: {sentence}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Senders({ senders }: Pick<Health, 'senders'>) {
  if (senders.length === 0) return <p>Nobody has sent anything in the last two weeks.</p>
  return (
    <ul>
      {senders.map(({ sender, lastAt, lastDay }) => (
        <li key={sender}>
          <b>{senderName(sender)}</b>: last heard <time dateTime={lastAt}>{momentOf(lastAt)}</time>, {lastDay}{' '}
          in the last day
        </li>
      ))}
    </ul>
  )
}

const reasons: Record<string, string> = {
  bad_signature: 'bad signature',
  bad_token: 'wrong address',
  forged: 'wrong secret',
  no_channel: 'names no channel',
  no_signature: 'no signature',
  no_secret: 'we have no secret to check it with',
  bad_timestamp: 'no time',
  stale: 'too old',
  not_as_documented: 'not as documented',
}

/** Turned away at the door; a few are strangers, many are a secret that is missing here. */
function Refused({ refused }: Pick<Health, 'refused'>) {
  if (refused.length === 0) return <p>Nothing was refused in the last week.</p>
  return (
    <ul aria-label="Refused in the last week">
      {refused.map(({ sender, why, lastDay, lastWeek, lastAt }) => (
        <li key={sender + why}>
          <b>{senderName(sender)}</b>: refused {lastWeek} in the last week, {lastDay} in the last day (
          {reasons[why] ?? why.replaceAll('_', ' ')}); last <time dateTime={lastAt}>{momentOf(lastAt)}</time>
        </li>
      ))}
    </ul>
  )
}

const Healed = ({ lastDay, lastWeek }: Health['healed']) => (
  <p>
    {lastWeek === 0
      ? 'Every message about a bot came by itself in the last week.'
      : `${lastWeek} facts about bots had to be asked for in the last week, ${lastDay} in the last day: their message never came.`}
  </p>
)

function Checks({ checks }: { checks: Health['providerChecks'] }) {
  const [newest] = checks
  if (!newest) return <p>The provider's own minutes have not been compared with ours yet.</p>
  return (
    <p>
      {newest.day}: {newest.sentence} Ours {Math.round(newest.ourSeconds)} s, theirs{' '}
      {Math.round(newest.providerSeconds)} s.
    </p>
  )
}

export const spanOf = (ms: number): string => {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 120_000) return `${Math.round(ms / 1_000)} s`
  return ms < 7_200_000 ? `${Math.round(ms / 60_000)} min` : `${Math.round(ms / 3_600_000)} h`
}
