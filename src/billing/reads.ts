/** What can be shown of usage: minutes by meeting and by member, from the rows that a bill would use. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { billableMinutes, type Closed, lobbyTime, pauses, secondsOf } from '#billing/metering/intervals.ts'
import type { OrganizationTx } from '#db/db.ts'
import { type Viewer, visibleTo } from '#sessions/visible.ts'

const MOST_MEETINGS = 2_000

export type MeetingUsage = {
  sessionId: string
  /** null where the viewer may not see the meeting itself. */
  title: string | null
  ownerId: string
  ownerName: string
  startedAt: DateTime
  recordedSeconds: number
  billableMinutes: number
  isRunning: boolean
}
type Span = { from: DateTime; to: DateTime }

/** Meetings whose recording began in this span; the newest first. One that runs is counted up to now. */
export async function usageByMeeting(
  tx: OrganizationTx,
  { from, to }: Span,
  viewer: Viewer,
  now: DateTime,
): Promise<MeetingUsage[]> {
  const rows = await tx
    .selectFrom('sessions')
    .leftJoin('organizationPeople as owner', 'owner.userId', 'sessions.userId')
    .select((eb) => [
      ...(['sessions.id', 'sessions.title', 'sessions.userId', 'sessions.status', 'owner.fullName'] as const),
      ...(['sessions.recordingStartedAt', 'sessions.recordingEndedAt'] as const),
      'sessions.recordingDurationSeconds as seconds',
      eb.case().when(visibleTo(viewer)(eb)).then(true).else(false).end().as('isVisible'),
    ])
    .where('sessions.recordingStartedAt', '>=', from)
    .where('sessions.recordingStartedAt', '<', to)
    .orderBy('sessions.recordingStartedAt', 'desc')
    .orderBy('sessions.id')
    .limit(MOST_MEETINGS)
    .execute()
  return rows.flatMap((row) => {
    const startedAt = row.recordingStartedAt
    if (!startedAt) return []
    const isRunning = row.recordingEndedAt === null
    const soFar = Math.max(row.seconds, Math.floor(now.diff(startedAt).as('seconds')))
    const recordedSeconds = isRunning ? soFar : row.seconds
    return {
      ...{ sessionId: row.id, title: row.isVisible ? row.title : null, ownerId: row.userId },
      ...{ ownerName: row.fullName ?? 'A former member', startedAt, isRunning, recordedSeconds },
      billableMinutes: billableMinutes(recordedSeconds),
    }
  })
}

export type Waited = { lobbySeconds: number; pausedSeconds: number }

/** What is never counted: how long the bots of these meetings stood at the door, and paused. */
export async function waitedIn(tx: OrganizationTx, { from, to }: Span): Promise<Waited> {
  const facts = await tx
    .selectFrom('botStatusEvents as event')
    .innerJoin('bots', 'bots.id', 'event.botId')
    .innerJoin('sessions', 'sessions.id', 'bots.sessionId')
    .select(['event.botId', 'event.code', 'event.occurredAt'])
    .where('sessions.recordingStartedAt', '>=', from)
    .where('sessions.recordingStartedAt', '<', to)
    .execute()
  const lives = [...Map.groupBy(facts, ({ botId }) => botId).values()]
  const sum = (timeOf: (life: typeof facts) => Closed[]) =>
    lives.reduce((total, life) => total + secondsOf(timeOf(life)), 0)
  return { lobbySeconds: sum(lobbyTime), pausedSeconds: sum(pauses) }
}

/** What Recall charges for the bots that began to record in this span, in seconds. */
export async function providerSecondsOf(tx: OrganizationTx, { from, to }: Span): Promise<number> {
  const { seconds } = await tx
    .selectFrom('botUsageTracking')
    .select(sql<number>`coalesce(sum(provider_seconds), 0)::int`.as('seconds'))
    .where((eb) => eb(eb.fn.coalesce('recordingStartedAt', 'createdAt'), '>=', from))
    .where((eb) => eb(eb.fn.coalesce('recordingStartedAt', 'createdAt'), '<', to))
    .executeTakeFirstOrThrow()
  return seconds
}
