/** Which parts of the meeting no point refers to: what a summary leaves out can be seen, and opened. */
import type { Line } from '../live-lines.ts'
import { count, positionOf } from '../text.ts'
import { coverage } from './line-actions.ts'

type Props = {
  lines: readonly Line[]
  cited: ReadonlySet<string>
  unverified: number
  onShow: (lineIds: string[]) => void
}

export function Coverage({ lines, cited, unverified, onShow }: Props) {
  const { stretches, share } = coverage(lines, cited)
  const whole = Math.max(1, ...lines.map(({ end }) => end))
  const gaps = stretches.filter(({ isCovered }) => !isCovered)
  if (stretches.length === 0) return null
  return (
    <div className="coverage">
      <svg
        viewBox="0 0 1000 10"
        preserveAspectRatio="none"
        role="img"
        aria-label={`The points rest on ${Math.round(share * 100)} % of what was said`}
      >
        <rect width="1000" height="10" className="bar-ground" />
        {stretches.map(({ from, to, isCovered, lineId }) => (
          <rect
            key={lineId}
            x={(from / whole) * 1000}
            width={Math.max(1, ((to - from) / whole) * 1000)}
            height="10"
            className={isCovered ? 'bar-covered' : 'bar-open'}
          />
        ))}
      </svg>
      <p className="small quiet">
        The points rest on {Math.round(share * 100)} % of what was said.
        {unverified > 0 && ` ${count(unverified, 'point')} not supported.`}
      </p>
      {gaps.length > 0 && (
        <details className="small">
          <summary>What no point refers to</summary>
          <ul className="cluster gaps">
            {gaps
              .toSorted((a, b) => b.to - b.from - (a.to - a.from))
              .slice(0, 8)
              .map(({ from, to, lineId }) => (
                <li key={lineId}>
                  <button type="button" className="chip" onClick={() => onShow([lineId])}>
                    {positionOf(from)}–{positionOf(to)}
                  </button>
                </li>
              ))}
          </ul>
        </details>
      )}
    </div>
  )
}
