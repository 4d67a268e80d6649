/** One meeting. Live: what is being said. After: what was decided, by whom, and where it was said. */
import '../styles/record.css'
import { skipToken, useQuery } from '@tanstack/react-query'
import { Clock } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { isLive } from '../bot-state.ts'
import { partialsKey } from '../live.ts'
import type { Line } from '../live-lines.ts'
import { Beside } from '../meeting/Beside.tsx'
import { FiguresCard } from '../meeting/FiguresCard.tsx'
import { LivePanel } from '../meeting/LivePanel.tsx'
import { MailsCard } from '../meeting/MailsCard.tsx'
import { useLineActions } from '../meeting/use-line-actions.tsx'
import { BotBanner, BotCard } from '../parts/BotCards.tsx'
import { Empty } from '../parts/Empty.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { MeetingActions, MeetingFacts } from '../parts/MeetingHead.tsx'
import { Page } from '../parts/Page.tsx'
import { SummaryCard, Writing } from '../parts/Summary.tsx'
import { Transcript } from '../parts/Transcript.tsx'
import { Trouble } from '../parts/Trouble.tsx'
import { type Session, session as sessionQuery } from '../queries.ts'
import { useAddress, useParams } from '../router/router.tsx'
import { fullDayOf, timeOf } from '../text.ts'

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
  const [shown, show] = useShownLines()
  const marked = useMemo(() => new Set(shown), [shown])
  const byId = useMemo(() => new Map(session.lines.map((line) => [line.id, line])), [session.lines])
  const partials = usePartials(session.id)
  const [writing, write] = useState<Line>()
  const onLine = useLineActions({ session, current: shown?.[0], onShow: show, onComment: write })
  const { summary, figures } = session
  const side = (
    <div className="meeting-side">
      {summary && !isRunning && (
        <SummaryCard session={session} summary={summary} byId={byId} shown={shown} onShow={show} />
      )}
      {!summary && session.status === 'processing' && <Writing />}
      {isRunning && <LivePanel session={session} onShow={show} />}
      <Beside
        session={session}
        isRunning={isRunning}
        line={writing}
        onWritten={() => write(undefined)}
        onShow={show}
      />
      {figures && <FiguresCard figures={figures} onShow={(at) => show(lineAt(session, at))} />}
      <BotCard session={session} />
      <MailsCard session={session} />
    </div>
  )
  const transcript = (
    <Transcript
      lines={isRunning ? [...session.lines, ...partials] : session.lines}
      isLive={isRunning}
      marked={marked}
      canManage={session.canManage}
      editing={onLine.editing}
      onAct={onLine.act}
      onCorrect={onLine.correct}
      onStopEditing={onLine.stopEditing}
    />
  )
  return (
    <div className={isRunning ? 'meeting is-live' : 'meeting'}>
      {isRunning ? transcript : side}
      {isRunning ? side : transcript}
      {onLine.dialog}
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

/** The lines that are marked: those of a point, or the one that the address names. */
function useShownLines() {
  const { hash, key } = useAddress()
  const [shown, show] = useState<string[] | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the same link, followed again, shows its line again
  useEffect(() => {
    if (hash.startsWith('#line-')) show([hash.slice('#line-'.length)])
  }, [hash, key])
  return [shown, show] as const
}

/** There is nothing to read: not yet, or because no bot ever recorded. */
const isYetToCome = ({ bot, lines, status, durationSeconds }: Session) =>
  lines.length === 0 &&
  !isLive(bot?.state) &&
  status !== 'processing' &&
  (status !== 'complete' || (durationSeconds === 0 && bot?.state !== 'done'))

function YetToCome({ session }: { session: Session }) {
  const { bot, scheduledStart } = session
  const isOver = bot === null || ['failed', 'cancelled', 'done'].includes(bot.state)
  return (
    <div className="stack">
      <Empty icon={Clock} title={isOver ? 'Nothing was recorded' : 'This meeting has not begun'}>
        {isOver
          ? 'No bot recorded this meeting, so there is no transcript and no summary.'
          : `The bot joins ${scheduledStart ? `${fullDayOf(bot.joinAt)} at ` : 'at '}${timeOf(bot.joinAt)}. What is said then appears here as it is said.`}
      </Empty>
      <BotCard session={session} />
    </div>
  )
}
