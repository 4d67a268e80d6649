/** A sentence of an earlier meeting, with links to the moments that it rests on. */
import type { ReactNode } from 'react'
import { Link } from '../router/router.tsx'
import { positionOf } from '../text.ts'

type Point = { text: string; sessionId: string; lines: readonly { id: string; start: number }[] }

export const Cited = ({ point, children }: { point: Point; children?: ReactNode }) => (
  <li className="cited">
    <span dir="auto">{point.text}</span>
    <span className="chips">
      {point.lines.map(({ id, start }) => (
        <Link
          key={id}
          className="chip"
          to={`/meetings/${point.sessionId}#line-${id}`}
          aria-label={`Said at ${positionOf(start)}: show it`}
        >
          {positionOf(start)}
        </Link>
      ))}
    </span>
    {children && <small className="quiet">{children}</small>}
  </li>
)
