/** The notes by subject, in the order in which things came up. */
import '../styles/notes.css'
import { type PointList, Points } from '../parts/Points.tsx'
import type { Session } from '../queries.ts'

type Topic = NonNullable<Session['summary']>['topics'][number]
type Props = { topics: readonly Topic[] } & Pick<PointList, 'byId' | 'shown' | 'onShow'>

export const Topics = ({ topics, ...show }: Props) => (
  <div className="section">
    <h2>By topic</h2>
    {topics.map(({ title, points }) => (
      <section className="topic" key={title + points[0]?.text}>
        <h3 dir="auto">{title}</h3>
        <Points points={points} {...show} editableIn={null} />
      </section>
    ))}
  </div>
)
