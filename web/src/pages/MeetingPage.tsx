/** One meeting. Live: what is being said. After: what was decided, by whom, and where it was said. */
import '../styles/points.css'
import '../styles/record.css'
import { skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { isLive } from '../bot-state.ts'
import { type Line, partialsKey } from '../live-lines.ts'
import { Loaded } from '../parts/Loaded.tsx'
import { later } from '../parts/later.tsx'
import { MeetingFacts } from '../parts/MeetingFacts.tsx'
import { Page } from '../parts/Page.tsx'
import { SummaryCard, Writing } from '../parts/Summary.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { type Session, session as sessionQuery } from '../queries.ts'
import { useAddress, useParams } from '../router/router.tsx'

// What one looks for first comes first: the head and the summary. The rest follows.
const AskMeeting = later(async () => (await import('../meeting/AskMeeting.tsx')).AskMeeting)
const InTheCall = later(async () => (await import('../meeting/InTheCall.tsx')).InTheCall)
const BotBanner = later(async () => (await import('../parts/BotCards.tsx')).BotBanner)
const BotCard = later(async () => (await import('../parts/BotCards.tsx')).BotCard)
const Beside = later(async () => (await import('../meeting/Beside.tsx')).Beside)
const FiguresCard = later(async () => (await import('../meeting/FiguresCard.tsx')).FiguresCard)
const LivePanel = later(async () => (await import('../meeting/LivePanel.tsx')).LivePanel)
const MailsCard = later(async () => (await import('../meeting/MailsCard.tsx')).MailsCard)
const Record = later(async () => (await import('../meeting/Record.tsx')).Record)
const ContextCard = later(async () => (await import('../documents/ContextCard.tsx')).ContextCard)
const YetToCome = later(async () => (await import('../meeting/YetToCome.tsx')).YetToCome)
const MeetingActions = later(
  async () => (await import('../parts/MeetingActions.tsx')).MeetingActions,
  <div className="cluster meeting-actions">
    <span className="button" aria-hidden style={{ visibility: 'hidden' }} />
  </div>,
)

export default function MeetingPage() {
  const { id = '' } = useParams()
  const query = useQuery(sessionQuery(id))
  if (query.error && !query.data)
    return (
      <Page title="Meeting">
        <Trouble error={query.error} retry={() => void query.refetch()} />
      </Page>
    )
  return (
    <div className="wide">
      <Loaded query={query} rows={6}>
        {(session) => <Content key={session.id} session={session} />}
      </Loaded>
    </div>
  )
}

function Content({ session }: { session: Session }) {
  const isRunning = isLive(session.bot?.state) && session.status !== 'complete'
  return (
    <Page
      title={session.title}
      lead={<MeetingFacts session={session} />}
      actions={<MeetingActions session={session} />}
      wide
    >
      <BotBanner session={session} />
      {isYetToCome(session) ? (
        <YetToCome session={session} />
      ) : (
        <Body session={session} isRunning={isRunning} />
      )}
    </Page>
  )
}

function Body({ session, isRunning }: { session: Session; isRunning: boolean }) {
  const [shown, show] = useShownLines(session.lines)
  const byId = useMemo(() => new Map(session.lines.map((line) => [line.id, line])), [session.lines])
  const partials = usePartials(session.id)
  const [writing, write] = useState<{ line: Line; at: number }>()
  const { summary, figures } = session
  const side = (
    <div className="meeting-side">
      {summary && !isRunning && (
        <SummaryCard session={session} summary={summary} byId={byId} shown={shown} onShow={show} />
      )}
      {!summary && session.status === 'processing' && <Writing />}
      <AskMeeting session={session} isRunning={isRunning} onShow={show} />
      {isRunning && <LivePanel session={session} onShow={show} />}
      {isRunning && <InTheCall session={session} isRunning />}
      <Beside
        session={session}
        isRunning={isRunning}
        about={writing}
        onWritten={() => write(undefined)}
        onShow={show}
      />
      {figures && (
        <FiguresCard figures={figures} lines={session.lines} onShow={(at) => show(lineAt(session, at))} />
      )}
      {!isRunning && <InTheCall session={session} isRunning={false} />}
      <ContextCard sessionId={session.id} />
      <BotCard session={session} />
      <MailsCard session={session} />
    </div>
  )
  const record = (
    <Record
      session={session}
      isRunning={isRunning}
      partials={partials}
      shown={shown}
      onShow={show}
      onComment={(line, at = line.start) => write({ line, at })}
    />
  )
  return (
    <div className={isRunning ? 'meeting is-live' : 'meeting'}>
      {isRunning ? record : side}
      {isRunning ? side : record}
    </div>
  )
}

/** What is being said at this moment; the stream fills it, nothing loads it. */
function usePartials(id: string): Line[] {
  const { data } = useQuery<Line[]>({ queryKey: partialsKey(id), queryFn: skipToken })
  return data ?? []
}

const lineAt = ({ lines }: Session, at: number) =>
  lines
    .filter(({ start }) => start >= at)
    .slice(0, 1)
    .map(({ id }) => id)

/** The lines that are marked: those of a point, or the one that the address names, by itself or by its time. */
function useShownLines(lines: readonly Line[]) {
  const { hash, key } = useAddress()
  const [shown, show] = useState<string[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same link, followed again, shows its line again
  useEffect(() => {
    if (hash.startsWith('#line-')) show([hash.slice('#line-'.length)])
    const at = /^#at-(\d+)$/.exec(hash)?.[1]
    const said = at === undefined ? undefined : lines.findLast(({ start }) => start <= Number(at) + 1)
    if (said) show([said.id])
  }, [hash, key])
  return [shown, show] as const
}

/** There is nothing to read: not yet, or because no bot ever recorded. */
const isYetToCome = ({ bot, lines, status, durationSeconds }: Session) =>
  lines.length === 0 &&
  !isLive(bot?.state) &&
  status !== 'processing' &&
  (status !== 'complete' || (durationSeconds === 0 && bot?.state !== 'done'))
