/** The minutes of a session, from the lives of its bots: written anew whenever a fact arrives, so never counted twice. */
import { DateTime } from 'luxon'
import {
  billableMinutes,
  byMinute,
  type Closed,
  closed,
  type Fact,
  intervals,
  providerSeconds,
  secondsOf,
  union,
} from '#billing/metering/intervals.ts'
import type { Entry } from '#billing/metering/ledger.ts'
import { writeLedger } from '#billing/metering/write-ledger.ts'
import { monthOf, timeZoneOf } from '#billing/months.ts'
import { warnAboutLimits } from '#billing/spending/warn.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Session = { organizationId: string; sessionId: string }
export type BotLife = { botId: string; userId: string; facts: Fact[] }

/** Returns what the session shows. Locks the session, so that two of its bots are counted one after the other. */
export async function recordUsage(tx: OrganizationTx, { clock }: { clock: Clock }, session: Session) {
  await tx.selectFrom('sessions').select('id').where('id', '=', session.sessionId).forNoKeyUpdate().execute()
  const lives = await livesOf(tx, session.sessionId)
  const recorded = lives.map(({ facts }) => intervals(facts))
  const time = union(closed(recorded.flat()))
  const starts = recorded.flat().map(({ from }) => from)
  if (starts.length > 0 || lives.some(({ facts }) => facts.length > 0)) {
    for (const life of lives) await saveBot(tx, clock, session, life)
    await saveMinutes(tx, session, lives[0]?.userId ?? null, time)
    await count(tx, clock, session, lives)
    emit(tx, 'usage.changed', session)
  }
  const running = recorded.flat().filter(({ to }) => to === null)
  const end = time.at(-1)?.to
  return {
    startedAt: starts.length > 0 ? instant(Math.min(...starts)) : null,
    runningSince: running.length > 0 ? instant(Math.max(...running.map(({ from }) => from))) : null,
    endedAt: running.length > 0 || end === undefined ? null : instant(end),
    seconds: secondsOf(time),
  }
}

/** What the session used, as the ledger should say it. It is charged to whoever owned its first bot. */
async function count(tx: OrganizationTx, clock: Clock, session: Session, lives: readonly BotLife[]) {
  const used = entryOf(lives, await timeZoneOf(tx))
  const isNew = await writeLedger(tx, session, used, clock.now())
  if (used && isNew) await warnAboutLimits(tx, { ...session, ...used }, clock.now())
}

/** null: nothing is to be counted yet. Pure. */
export function entryOf(lives: readonly BotLife[], zone: string): Entry | null {
  const [first] = lives
  const facts = lives.flatMap((life) => life.facts)
  const recorded = lives.flatMap((life) => intervals(life.facts))
  const begins = [...recorded.map(({ from }) => from), ...facts.map(({ occurredAt }) => +occurredAt)]
  if (!first || begins.length === 0) return null
  const billableSeconds = secondsOf(union(closed(recorded)))
  return {
    ...{ userId: first.userId, month: monthOf(instant(earliest(recorded, begins)), zone) },
    ...{ billableSeconds, billableMinutes: billableMinutes(billableSeconds) },
    providerSeconds: lives.reduce((sum, life) => sum + providerSeconds(life.facts).seconds, 0),
  }
}

/** When its recording began; where none did, when the provider began to count. */
const earliest = (recorded: readonly { from: number }[], begins: readonly number[]) =>
  recorded.length > 0 ? Math.min(...recorded.map(({ from }) => from)) : Math.min(...begins)

async function livesOf(tx: OrganizationTx, sessionId: string): Promise<BotLife[]> {
  const rows = await tx
    .selectFrom('bots')
    .innerJoin('botStatusEvents as event', (join) =>
      join.onRef('event.organizationId', '=', 'bots.organizationId').onRef('event.botId', '=', 'bots.id'),
    )
    .select(['bots.id as botId', 'bots.userId', 'event.code', 'event.occurredAt'])
    .where('bots.sessionId', '=', sessionId)
    .orderBy('bots.createdAt')
    .orderBy('bots.id')
    .execute()
  const byBot = Map.groupBy(rows, ({ botId }) => botId)
  return [...byBot].map(([botId, facts]) => ({ botId, userId: facts[0]?.userId ?? '', facts }))
}

async function saveBot(
  tx: OrganizationTx,
  clock: Clock,
  session: Session,
  { botId, userId, facts }: BotLife,
) {
  const recorded = intervals(facts)
  const seconds = secondsOf(closed(recorded))
  const provider = providerSeconds(facts)
  const end = recorded.at(-1)?.to ?? null
  const [first] = recorded
  const values = {
    ...{ ...session, botId, userId, isFatal: provider.isFatal, updatedAt: clock.now() },
    ...{ totalRecordingSeconds: seconds, billableMinutes: billableMinutes(seconds) },
    providerSeconds: provider.seconds,
    recordingStartedAt: first ? instant(first.from) : null,
    recordingEndedAt: end === null ? null : instant(end),
    status: statusOf(facts),
  }
  await tx
    .insertInto('botUsageTracking')
    .values({ id: newId(), ...values })
    .onConflict((conflict) => conflict.columns(['organizationId', 'botId']).doUpdateSet(values))
    .execute()
}

function statusOf(facts: readonly Fact[]): 'recording' | 'completed' | 'failed' {
  const has = (...codes: string[]) => facts.some(({ code }) => codes.includes(code))
  if (has('fatal')) return 'failed'
  return has('call_ended', 'done') ? 'completed' : 'recording'
}

async function saveMinutes(tx: OrganizationTx, session: Session, userId: string | null, time: Closed[]) {
  const { organizationId, sessionId } = session
  await tx.deleteFrom('usageTracking').where('sessionId', '=', sessionId).execute()
  if (userId === null) return
  const rows = byMinute(time).map(({ minute, seconds }) => ({
    ...{ organizationId, id: newId(), sessionId, userId },
    ...{ minuteTimestamp: minute, secondsRecorded: seconds },
  }))
  if (rows.length > 0) await tx.insertInto('usageTracking').values(rows).execute()
}

const instant = (ms: number) => DateTime.fromMillis(ms, { zone: 'utc' })
