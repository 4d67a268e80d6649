/** What stands below a summary: what it leaves out, who wrote it, and how to have it written anew. */
import { useMutation } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { api } from '../api.ts'
import type { Session } from '../queries.ts'
import { count } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'
import { Coverage } from './Coverage.tsx'

type Summary = NonNullable<Session['summary']>
type Props = { session: Session; summary: Summary; onShow: (lineIds: string[]) => void }

export function SummaryFoot({ session, summary, onShow }: Props) {
  const { tldr, decisions, actionItems, followUpQuestions, highlights } = summary
  const all = [tldr, decisions, actionItems, followUpQuestions, highlights].flat()
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
