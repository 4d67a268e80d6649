/** What stands below a summary: what it leaves out, who wrote it, and how to have it written anew. */
import { useMutation } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { later } from '../parts/later.tsx'
import type { Session } from '../queries.ts'
import { Link } from '../router/router.tsx'
import { asSentence, count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { Coverage } from './Coverage.tsx'
import { costOf, writerOf } from './writer.ts'

const Rewrite = later(async () => (await import('./Rewrite.tsx')).Rewrite)
const Versions = later(async () => (await import('./Versions.tsx')).Versions)

type Summary = NonNullable<Session['summary']>
type Props = { session: Session; summary: Summary; onShow: (lineIds: string[]) => void }

export function SummaryFoot({ session, summary, onShow }: Props) {
  const { tldr, decisions, actionItems, followUpQuestions, highlights, topics } = summary
  const byTopic = topics.flatMap(({ points }) => points)
  const all = [tldr, decisions, actionItems, followUpQuestions, highlights, byTopic].flat()
  return (
    <>
      <Coverage
        lines={session.lines}
        cited={new Set(all.flatMap(({ lineIds }) => lineIds))}
        unverified={all.filter(({ trouble }) => trouble !== null).length}
        onShow={onShow}
      />
      <WrittenBy session={session} summary={summary} />
    </>
  )
}

function WrittenBy({ session, summary }: Pick<Props, 'session' | 'summary'>) {
  const { writtenBy, droppedPoints, trouble, usage, instructions } = summary
  const [opened, open] = useState<'rewrite' | 'versions' | null>(null)
  const close = () => open(null)
  return (
    <div className="small quiet stack-tight" style={{ marginTop: 20 }}>
      <p>
        {writerOf(writtenBy)}.{writtenBy === 'extractive' && ' No model wrote this.'}
        {isModel(writtenBy) && ' Each point was checked against its lines.'}
        {droppedPoints > 0 &&
          ` ${count(droppedPoints, 'point')} left out: the transcript did not support it.`}
        {usage && ` This meeting has used ${costOf(usage)}.`}
      </p>
      {trouble && <p>{asSentence(trouble)}</p>}
      {instructions && <p dir="auto">Asked for: “{instructions}”</p>}
      <p className="cluster">
        {session.canManage && (
          <button type="button" className="link" onClick={() => open('rewrite')}>
            Write it anew
          </button>
        )}
        <button type="button" className="link" onClick={() => open('versions')}>
          Versions
        </button>
        <Link to={`/reports?meeting=${session.id}`}>Report about it</Link>
      </p>
      {opened === 'rewrite' && <Rewrite session={session} onClose={close} />}
      {opened === 'versions' && <Versions session={session} onClose={close} />}
    </div>
  )
}

const isModel = (writtenBy: string | null) => writtenBy !== null && writtenBy !== 'extractive'

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

export const NoSummary = ({ session, trouble }: { session: Session; trouble: string | null }) => (
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
