/** What was decided and who promised what; every point leads to the lines that it stands on. */
import { Tasks } from '../meeting/Tasks.tsx'
import type { Session } from '../queries.ts'
import { later } from './later.tsx'
import { type PointList, Points } from './Points.tsx'

const Topics = later(async () => (await import('../meeting/Topics.tsx')).Topics)
const SummaryFoot = later(async () => (await import('../meeting/SummaryFoot.tsx')).SummaryFoot)
const NoSummary = later(async () => (await import('../meeting/SummaryFoot.tsx')).NoSummary)

type Summary = NonNullable<Session['summary']>
type Props = { session: Session; summary: Summary } & Pick<PointList, 'byId' | 'shown' | 'onShow'>

export function SummaryCard({ session, summary, ...show }: Props) {
  if (summary.status === 'failed') return <NoSummary session={session} trouble={summary.trouble} />
  if (summary.status !== 'completed') return <Writing />
  const list = { ...show, editableIn: session.canManage ? session.id : null }
  return (
    <section className="card" aria-label="Summary">
      <Section title="In short" points={summary.tldr} isLarge {...list} />
      <Section title="Decisions" points={summary.decisions} {...list} />
      {summary.actionItems.length > 0 && (
        <div className="section">
          <h2>Tasks</h2>
          <Tasks session={session} points={summary.actionItems} {...list} />
        </div>
      )}
      <Section title="Open questions" points={summary.followUpQuestions} {...list} />
      <Section title="Highlights" points={summary.highlights} {...list} />
      {summary.topics.length > 0 && <Topics topics={summary.topics} {...list} />}
      <SummaryFoot session={session} summary={summary} onShow={show.onShow} />
    </section>
  )
}

const Section = ({ title, isLarge, ...list }: PointList & { title: string; isLarge?: boolean }) =>
  list.points.length > 0 && (
    <div className="section">
      <h2>{title}</h2>
      <div className={isLarge ? 'tldr' : undefined}>
        <Points {...list} />
      </div>
    </div>
  )

export const Writing = () => (
  <section className="card stack-tight" style={{ gap: 10 }}>
    <p role="status">The summary is being written. The transcript can be read meanwhile.</p>
    <span className="bone" style={{ width: '90%' }} />
    <span className="bone" style={{ width: '76%' }} />
    <span className="bone" style={{ width: '40%' }} />
  </section>
)
