/** Who spoke how long, in exact figures: the bars are drawn from the same numbers that stand beside them. */
import type { Line } from '../live-lines.ts'
import type { Session } from '../queries.ts'
import { count, lengthOf, positionOf } from '../text.ts'
import { SpeakingChart } from './SpeakingChart.tsx'

type Figures = NonNullable<Session['figures']>

type Props = { figures: Figures; lines: readonly Line[]; onShow: (at: number) => void }

export function FiguresCard({ figures, lines, onShow }: Props) {
  const { speakers, longestMonologue, questions, silenceSeconds, spokenSeconds, overlapSeconds } = figures
  if (speakers.length === 0) return null
  const whole = spokenSeconds + silenceSeconds
  const ofWhole = (seconds: number) => (whole > 0 ? ` · ${Math.round((seconds / whole) * 100)} %` : '')
  return (
    <section className="card stack-tight aside" aria-label="Talk time">
      <h3>Talk time</h3>
      <ul className="talk">
        {speakers.map(({ speaker, isOwner, seconds, share, questions }) => (
          <li key={speaker}>
            <span>
              <bdi>{speaker}</bdi>
              {isOwner && <span className="tag">owner</span>}
            </span>
            <span className="figures quiet">
              {lengthOf(seconds)} · {Math.round(share * 100)} %
              {questions > 0 && ` · ${count(questions, 'question')}`}
            </span>
            <span className="talk-bar" aria-hidden>
              <span style={{ width: `${share * 100}%` }} />
            </span>
          </li>
        ))}
      </ul>
      <SpeakingChart speakers={speakers.map(({ speaker }) => speaker)} lines={lines} onShow={onShow} />
      <dl className="facts small">
        {longestMonologue && (
          <div>
            <dt>Longest monologue</dt>
            <dd>
              <bdi>{longestMonologue.speaker}</bdi>, {lengthOf(longestMonologue.seconds)},{' '}
              <button type="button" className="link" onClick={() => onShow(longestMonologue.start)}>
                {positionOf(longestMonologue.start)}
              </button>
            </dd>
          </div>
        )}
        <Fact name="Questions" value={String(questions)} />
        <Fact name="Silence" value={`${lengthOf(silenceSeconds)}${ofWhole(silenceSeconds)}`} />
        {overlapSeconds >= 1 && <Fact name="Two at once" value={lengthOf(overlapSeconds)} />}
      </dl>
    </section>
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd className="figures">{value}</dd>
  </div>
)
