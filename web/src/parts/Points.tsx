/** Points of a summary as buttons: pressing one shows and marks its lines in the transcript. */
import type { Line } from '../live-lines.ts'
import { count, positionOf } from '../text.ts'

export type Point = { text: string; lineIds: string[]; detail?: string }
export type PointList = {
  points: readonly Point[]
  byId: ReadonlyMap<string, Line>
  shown: Point['lineIds'] | null
  onShow: (lineIds: string[]) => void
}

export const Points = ({ points, byId, shown, onShow }: PointList) => (
  <ul className="points">
    {points.map(({ text, lineIds, detail }) => {
      const lines = lineIds.flatMap((id) => byId.get(id) ?? [])
      return (
        <li key={text + lineIds[0]}>
          <button
            type="button"
            className="point"
            aria-pressed={shown === lineIds}
            disabled={lines.length === 0}
            onClick={() => onShow(lineIds)}
          >
            <span dir="auto">
              {text}
              {detail && <small>{detail}</small>}
            </span>
            <span className="evidence">
              {lines[0] && positionOf(lines[0].start)}
              <span className="hidden"> {count(lines.length, 'line')} of the transcript</span>
            </span>
          </button>
        </li>
      )
    })}
  </ul>
)
