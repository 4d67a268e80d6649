/** What to know before a meeting: last time with these people, what is still open, the agenda, what to prepare. */
import '../styles/points.css'
import '../styles/notes.css'
import { useQuery } from '@tanstack/react-query'
import { type Answer, api } from '../api.ts'
import { Checklist } from '../brief/Checklist.tsx'
import { Cited } from '../brief/Cited.tsx'
import { Opening } from '../brief/Opening.tsx'
import { ContextCard } from '../documents/ContextCard.tsx'
import { useMe } from '../me.ts'
import { Faces } from '../parts/Faces.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { Page } from '../parts/Page.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { Link, useParams } from '../router/router.tsx'
import { dateOf, domainOf, fullDayOf, platformName, timeOf } from '../text.ts'

type Brief = Answer<'GET /v1/sessions/{id}/brief'>

export default function BriefPage() {
  const { id = '' } = useParams()
  const query = useQuery({
    queryKey: ['session', id, 'brief'],
    queryFn: () => api('GET /v1/sessions/{id}/brief', { params: { id } }),
  })
  if (query.error && !query.data)
    return (
      <Page title="Brief">
        <Trouble error={query.error} retry={() => void query.refetch()} />
      </Page>
    )
  return (
    <Loaded query={query} rows={6}>
      {(brief) => <Content key={id} brief={brief} />}
    </Loaded>
  )
}

const Content = ({ brief }: { brief: Brief }) => (
  <Page
    title={`Brief: ${brief.session.title}`}
    lead={<Facts brief={brief} />}
    actions={
      <div className="cluster">
        <Link className="button" to={`/meetings/${brief.session.id}`}>
          Open the meeting
        </Link>
      </div>
    }
    wide
  >
    <div className="brief">
      <div>
        {brief.canBeTold && <Opening sessionId={brief.session.id} />}
        <LastTime earlier={brief.earlier} />
        <OpenTasks tasks={brief.tasks} />
        <LeftOpen questions={brief.questions} />
      </div>
      <div>
        <Agenda agenda={brief.agenda} />
        <Checklist sessionId={brief.session.id} items={brief.checklist} />
        <ContextCard sessionId={brief.session.id} />
      </div>
    </div>
  </Page>
)

function Facts({ brief: { session } }: { brief: Brief }) {
  const { user } = useMe()
  const { scheduledStart, scheduledEnd, platform, people } = session
  return (
    <div className="row-facts" style={{ marginTop: 8 }}>
      {scheduledStart && (
        <time dateTime={scheduledStart}>
          {fullDayOf(scheduledStart)}, {timeOf(scheduledStart)}
          {scheduledEnd && `–${timeOf(scheduledEnd)}`}
        </time>
      )}
      <span>{platformName(platform)}</span>
      <Faces people={people} home={domainOf(user.email)} />
    </div>
  )
}

const LastTime = ({ earlier }: Pick<Brief, 'earlier'>) => (
  <section className="card" aria-labelledby="last-time">
    <h2 id="last-time">Last time</h2>
    {earlier.length === 0 && (
      <p className="quiet">
        No earlier meeting with these people that you may see. From the next one on, what was said in this one
        stands here.
      </p>
    )}
    {earlier.map((meeting) => (
      <section className="told-of" key={meeting.sessionId}>
        <h3>
          <Link to={`/meetings/${meeting.sessionId}`}>
            <bdi>{meeting.title}</bdi>
          </Link>
        </h3>
        <p className="small quiet">
          {dateOf(meeting.at)} · {whyOf(meeting)}
        </p>
        <ul>
          {[...meeting.tldr, ...meeting.decisions].map((point) => (
            <Cited key={point.text} point={point} />
          ))}
        </ul>
      </section>
    ))}
  </section>
)

const whyOf = ({ isSeries, shared }: Brief['earlier'][number]) =>
  isSeries
    ? 'same series'
    : `with ${shared.slice(0, 3).join(', ')}${shared.length > 3 ? ` and ${shared.length - 3} more` : ''}`

const OpenTasks = ({ tasks }: Pick<Brief, 'tasks'>) =>
  tasks.length > 0 && (
    <section className="card" aria-labelledby="open-tasks">
      <h2 id="open-tasks">Still to do</h2>
      <ul>
        {tasks.map((task) => (
          <Cited key={task.pointId} point={task}>
            {[
              task.isMine ? 'You' : (task.owner ?? 'Nobody named'),
              task.dueDate && `“${task.dueDate}”`,
              task.isConfirmed ? null : 'suggested, not confirmed',
              `${task.meeting}, ${dateOf(task.at)}`,
            ]
              .filter(Boolean)
              .join(' · ')}
          </Cited>
        ))}
      </ul>
    </section>
  )

const LeftOpen = ({ questions }: Pick<Brief, 'questions'>) =>
  questions.length > 0 && (
    <section className="card" aria-labelledby="left-open">
      <h2 id="left-open">Left open last time</h2>
      <ul>
        {questions.map((question) => (
          <Cited key={question.pointId} point={question} />
        ))}
      </ul>
    </section>
  )

const Agenda = ({ agenda: { items, words } }: Pick<Brief, 'agenda'>) => (
  <section className="card" aria-labelledby="agenda">
    <h2 id="agenda">{items.length > 0 || words === '' ? 'Agenda' : 'From the invitation'}</h2>
    {items.length > 0 && (
      <ul className="agenda">
        {items.map((item) => (
          <li key={item} dir="auto">
            {item}
          </li>
        ))}
      </ul>
    )}
    {words !== '' && (
      <p dir="auto" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {words}
      </p>
    )}
    {items.length === 0 && words === '' && (
      <p className="quiet">The invitation in your calendar says nothing about what will be talked about.</p>
    )}
  </section>
)
