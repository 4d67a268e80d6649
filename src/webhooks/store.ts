/** The SQL of the inbox. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { SystemTx } from '#db/db.ts'
import type { Outcome } from '#events/inbound.ts'

/** `live` words are taken in the order of their coming, by one process at a time; the rest by whoever is free. */
export type Lane = 'live' | 'rest'

/** Whose messages go through the live lane. */
export const LIVE_SENDER = 'recall_live'
const LIVE_LANE_LOCK = 7_234_001 // any number, as long as nothing else uses it

export type Waiting = NonNullable<Awaited<ReturnType<typeof takeNext>>>

/** The oldest message that is due, locked until commit; undefined when there is none, or another process is at it. */
export async function takeNext(tx: SystemTx, lane: Lane, now: DateTime) {
  if (lane === 'live' && !(await holdsLiveLane(tx))) return undefined
  return tx
    .selectFrom('webhookInbox')
    .select(['id', 'sender', 'messageId', 'eventType', 'headers', 'body', 'attempts', 'receivedAt'])
    .where('status', '=', sql.lit('waiting' as const)) // literals: each lane has a partial index of its own
    .where('sender', lane === 'live' ? '=' : '!=', sql.lit(LIVE_SENDER))
    .where('nextAttemptAt', '<=', now)
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}

async function holdsLiveLane(tx: SystemTx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(LIVE_LANE_LOCK)}) as held`.execute(tx)
  return rows[0]?.held ?? false
}

export const saveOutcome = (
  tx: SystemTx,
  { id, eventType }: { id: number; eventType: string | null },
  outcome: Outcome,
  now: DateTime,
) => {
  const [status, sentence] = split(outcome)
  return tx
    .updateTable('webhookInbox')
    .set({ status, outcome: sentence, eventType, processedAt: now })
    .where('id', '=', id)
    .execute()
}

/** Only while it still waits: whoever took it in the meantime knows better. */
export const saveFailure = (
  tx: SystemTx,
  id: number,
  change: { attempts: number; outcome: string; nextAttemptAt: DateTime; isGivenUp: boolean },
) =>
  tx
    .updateTable('webhookInbox')
    .set({
      attempts: change.attempts,
      outcome: change.outcome,
      nextAttemptAt: change.nextAttemptAt,
      ...(change.isGivenUp && { status: 'parked' as const, processedAt: change.nextAttemptAt }),
    })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .execute()

function split(outcome: Outcome): ['done' | 'ignored' | 'parked', string | null] {
  if (outcome === 'done') return ['done', null]
  return outcome.startsWith('ignored')
    ? ['ignored', outcome.slice('ignored: '.length)]
    : ['parked', outcome.slice('parked: '.length)]
}
