/** One report, as far as it is written: it grows on screen, and each claim leads to its line. */
import '../styles/notes.css'
import '../styles/points.css'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Copy, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api } from '../api.ts'
import { writerOf } from '../meeting/writer.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Question } from '../parts/Question.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { Markdown, type Place } from '../reports/Markdown.tsx'
import { isGrowing, type Report, report as reportQuery, reports, statusWords } from '../reports/queries.ts'
import { go } from '../router/address.ts'
import { Link, useParams } from '../router/router.tsx'
import { asSentence, count, dateOf, momentOf } from '../text.ts'
import { say, sayTrouble } from '../toasts.ts'

/** The stream says when it has grown; this is for a stream that is lost. */
const LOOK_AGAIN_MS = 5_000

export default function ReportPage() {
  const { id = '' } = useParams()
  const query = useQuery({
    ...reportQuery(id),
    refetchInterval: ({ state: { data } }) => (data && isGrowing(data) ? LOOK_AGAIN_MS : false),
  })
  if (query.error && !query.data)
    return (
      <Page title="Report">
        <Trouble error={query.error} retry={() => void query.refetch()} />
      </Page>
    )
  return (
    <Loaded query={query} rows={4}>
      {(report) => <Content report={report} />}
    </Loaded>
  )
}

const Content = ({ report }: { report: Report }) => (
  <Page
    title={report.title}
    lead={
      <p className="row-facts" style={{ marginTop: 8 }}>
        <time dateTime={report.createdAt}>{momentOf(report.createdAt)}</time>
        {!isGrowing(report) && report.writtenBy && <span>{writerOf(report.writtenBy)}</span>}
        <span>Only you see it</span>
      </p>
    }
    actions={<Actions report={report} />}
  >
    <p className="quiet" dir="auto" style={{ marginBottom: 16 }}>
      Asked for: “{report.prompt}”
    </p>
    {report.trouble && (
      <p className={report.status === 'failed' ? 'note red' : 'note amber'} style={{ marginBottom: 16 }}>
        {asSentence(report.trouble)}
      </p>
    )}
    {isGrowing(report) && <p role="status">{statusWords[report.status]} …</p>}
    {report.content !== '' && (
      <article className="card" aria-busy={isGrowing(report)}>
        <Markdown text={report.content} place={placeIn(report)} />
      </article>
    )}
    {report.status === 'completed' && report.content === '' && (
      <p className="note">
        What these meetings say does not answer that: nothing was found that their lines carry.
      </p>
    )}
    <Meetings report={report} />
  </Page>
)

function placeIn({ sources, meetings }: Report): Place {
  const byNumber = new Map(sources.map((source) => [source.number, source]))
  const titles = new Map(meetings.map(({ id, title }) => [id, title]))
  return (number) => {
    const source = byNumber.get(number)
    const title = source && titles.get(source.sessionId)
    return source && title !== undefined
      ? { to: `/meetings/${source.sessionId}#line-${source.transcriptId}`, label: `a line of ${title}` }
      : undefined
  }
}

const Meetings = ({ report: { meetings, sessionIds, sources } }: { report: Report }) => (
  <section className="day" style={{ marginTop: 24 }}>
    <h2>Made from</h2>
    <ul className="card stack-tight">
      {meetings.map(({ id, title, at }) => (
        <li key={id} className="cluster" style={{ justifyContent: 'space-between' }}>
          <Link to={`/meetings/${id}`}>
            <bdi>{title}</bdi>
          </Link>
          <span className="small quiet">
            {dateOf(at)} · {count(sources.filter(({ sessionId }) => sessionId === id).length, 'line')} cited
          </span>
        </li>
      ))}
      {meetings.length < sessionIds.length && (
        <li className="quiet">
          {count(sessionIds.length - meetings.length, 'meeting')} that you may not see any more, or that was
          deleted.
        </li>
      )}
    </ul>
  </section>
)

function Actions({ report }: { report: Report }) {
  const [isAsking, ask] = useState(false)
  const copy = () =>
    navigator.clipboard
      .writeText(`# ${report.title}\n\n${report.content}\n`)
      .then(() => say('Copied.'), sayTrouble)
  return (
    <>
      {report.content !== '' && (
        <button type="button" className="button" onClick={() => void copy()}>
          <Copy size={16} aria-hidden /> Copy as Markdown
        </button>
      )}
      <button type="button" className="button danger" onClick={() => ask(true)}>
        <Trash2 size={16} aria-hidden /> Delete
      </button>
      {isAsking && <Delete report={report} onClose={() => ask(false)} />}
    </>
  )
}

function Delete({ report: { id, title }, onClose }: { report: Report; onClose: () => void }) {
  const queries = useQueryClient()
  const remove = useMutation({
    mutationFn: () => api('DELETE /v1/reports/{id}', { params: { id } }),
    onSuccess: () => {
      say('Deleted.')
      go('/reports', { replace: true })
      queries.removeQueries({ queryKey: ['reports', id] })
      void queries.invalidateQueries({ queryKey: reports.queryKey, exact: true })
    },
    onError: sayTrouble,
    onSettled: onClose,
  })
  return (
    <Question
      title={`Delete “${title}”?`}
      verb="Delete it"
      keep="Keep it"
      isBusy={remove.isPending}
      onYes={() => remove.mutate()}
      onClose={onClose}
    >
      <p>The meetings that it was made from stay. This cannot be undone.</p>
    </Question>
  )
}
