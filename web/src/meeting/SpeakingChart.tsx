/** Who spoke when: a row for each, from the first minute to the last. A click leads to what was said there. */
import { useMemo } from 'react'
import type { Line } from '../live-lines.ts'
import { positionOf } from '../text.ts'
import { speaking } from './speaking.ts'

type Props = { speakers: readonly string[]; lines: readonly Line[]; onShow: (at: number) => void }

/** Those who spoke most. */
const MOST_ROWS = 8
const ROW = 14
const WIDTH = 1000

export function SpeakingChart({ speakers, lines, onShow }: Props) {
  const { length, rows } = useMemo(() => speaking(speakers.slice(0, MOST_ROWS), lines), [speakers, lines])
  if (rows.length < 2) return null
  const x = (seconds: number) => (seconds / length) * WIDTH
  return (
    <figure className="speaking">
      <figcaption className="small quiet">Who spoke when</figcaption>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: a shortcut for the mouse; by keyboard the lines themselves are reached */}
      <svg
        viewBox={`0 0 ${WIDTH} ${rows.length * ROW}`}
        preserveAspectRatio="none"
        style={{ height: rows.length * ROW }}
        role="img"
        aria-label={`Who spoke when, from 0:00 to ${positionOf(length)}: ${rows.map(({ speaker }) => speaker).join(', ')}`}
        onClick={({ clientX, currentTarget }) => {
          const { left, width } = currentTarget.getBoundingClientRect()
          onShow(((clientX - left) / width) * length)
        }}
      >
        {rows.map(({ speaker, parts }, row) => (
          <g key={speaker}>
            <title>{speaker}</title>
            <rect className="bar-ground" y={row * ROW + 2} width={WIDTH} height={ROW - 4} />
            {parts.map(({ from, to }) => (
              <rect
                className="bar-covered"
                key={from}
                x={x(from)}
                y={row * ROW + 2}
                width={Math.max(2, x(to) - x(from))}
                height={ROW - 4}
              />
            ))}
          </g>
        ))}
      </svg>
      <p className="speaking-axis small quiet figures">
        <span>0:00</span>
        <span>{positionOf(length)}</span>
      </p>
    </figure>
  )
}
