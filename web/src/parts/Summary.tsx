/** What was decided and who promised what; every point leads to the lines that it stands on. */
import { useMutation } from '@tanstack/react-query'
import { CircleAlert, Sparkles } from 'lucide-react'
import { api } from '../api.ts'
import { Coverage } from '../meeting/Coverage.tsx'
import { Tasks } from '../meeting/Tasks.tsx'
import { useEditPoint } from '../meeting/use-record.ts'
import type { Session } from '../queries.ts'
import { count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { type PointList, Points } from './Points.tsx'

type Summary = NonNullable<Session['summary']>
type Props = { session: Session; summary: Summary } & Pick<PointList, 'byId' | 'shown' | 'onShow'>

export function SummaryCard({ session, summary, ...show }: Props) {
  const edit = useEditPoint(session.id)
  if (summary.status === 'failed') return <Failed session={session} trouble={summary.trouble} />
  if (summary.status !== 'completed') return <Writing />
  const onEdit: PointList['onEdit'] = session.canManage
    ? ({ id }, change) => id && edit.mutate({ pointId: id, change })
    : null
  const lists = { ...show, onEdit }
  const points = [summary.tldr, summary.decisions, summary.followUpQuestions, summary.highlights].flat()
  const all = [...points, ...summary.actionItems]
  return (
    <section className="card" aria-label="Summary">
      <Section title="In short" points={summary.tldr} isLarge {...lists} />
      <Section title="Decisions" points={summary.decisions} {...lists} />
      {summary.actionItems.length > 0 && (
        <div className="section">
          <h2>Tasks</h2>
          <Tasks session={session} points={summary.actionItems} {...lists} />
        </div>
      )}
      <Section title="Open questions" points={summary.followUpQuestions} {...lists} />
      <Section title="Highlights" points={summary.highlights} {...lists} />
      <Coverage
        lines={session.lines}
        cited={new Set(all.flatMap(({ lineIds }) => lineIds))}
        unverified={all.filter(({ trouble }) => trouble !== null).length}
        onShow={show.onShow}
      />
      <WrittenBy session={session} summary={summary} />
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

function WrittenBy({ session, summary: { writtenBy, droppedPoints } }: Pick<Props, 'session' | 'summary'>) {
  return (
    <p className="small quiet" style={{ marginTop: 20 }}>
      {writtenBy === 'extractive'
        ? 'Sentences picked from the transcript by the built-in summarizer; no model wrote this.'
        : `Written by ${writtenBy ?? 'a model'} from the transcript. Each point was checked against its lines.`}
      {droppedPoints > 0 && ` ${count(droppedPoints, 'point')} left out: the transcript did not support it.`}{' '}
      {session.canManage && <Again session={session} />}
    </p>
  )
}

function Again({ session: { id } }: { session: Session }) {
  const again = useMutation({
    mutationFn: () => api('POST /v1/sessions/{id}/summarize', { params: { id }, body: {} }),
    onSuccess: () => say('The summary is being written anew.'),
    onError: sayTrouble,
  })
  return (
    <button type="button" className="link" disabled={again.isPending} onClick={() => again.mutate()}>
      Write it anew
    </button>
  )
}

const Failed = ({ session, trouble }: { session: Session; trouble: string | null }) => (
  <section className="note red">
    <CircleAlert size={18} aria-hidden />
    <div className="stack-tight">
      <h2>The summary could not be written</h2>
      <p>{trouble ?? 'The reason is not known.'} The transcript is complete and stays.</p>
      {session.canManage && (
        <p>
          <Again session={session} />
        </p>
      )}
    </div>
  </section>
)

export const Writing = () => (
  <section className="card stack-tight" style={{ gap: 10 }}>
    <p className="cluster" role="status">
      <Sparkles size={16} aria-hidden /> The summary is being written. The transcript can be read meanwhile.
    </p>
    <span className="bone" style={{ width: '90%' }} />
    <span className="bone" style={{ width: '76%' }} />
    <span className="bone" style={{ width: '40%' }} />
  </section>
)
