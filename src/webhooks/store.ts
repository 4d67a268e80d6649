/** The SQL of the inbox. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Pool } from 'pg'
import type { SystemTx } from '#db/db.ts'
import type { Outcome } from '#events/inbound.ts'
import type { Received } from '#webhooks/types.ts'

/** `live` words are taken in the order of their coming, by one process at a time; the rest by whoever is free. */
export type Lane = 'live' | 'rest'

/** Whose messages go through the live lane. */
export const LIVE_SENDER = 'recall_live'
const LIVE_LANE_LOCK = 7_234_001 // any number, as long as nothing else uses it

/**
 * In one statement, whatever their number, which commits by itself; what is known already is left as it is. The
 * function is the server's only right to the inbox outside the system role: it saves three round trips for each.
 */
export const storeMessages = (pool: Pool, messages: readonly Received[], now: DateTime) =>
  pool.query({
    name: 'store_messages',
    text: 'select store_messages($1, $2, $3, $4, $5, $6, $7)',
    values: [
      messages.map(({ sender }) => sender),
      messages.map(({ messageId }) => messageId),
      messages.map(({ eventType }) => eventType ?? null),
      messages.map(({ headers }) => JSON.stringify(headers ?? {})),
      messages.map(({ body }) => body),
      messages.map(({ organizationId }) => organizationId ?? null),
      now.toISO(),
    ],
  })

export type Claimed = Awaited<ReturnType<typeof claim>>[number]

type Which = { lane: Lane; now: DateTime; until: DateTime; mostFresh: number; mostRetried: number }

/**
 * The oldest messages that are due, each with this try counted already. Those that failed before are claimed apart
 * from fresh ones, so that a message that ends its process takes no others with it for long.
 */
export async function claim(tx: SystemTx, { lane, now, until, mostFresh, mostRetried }: Which) {
  const due = (tries: '=' | '>', limit: number) =>
    tx
      .selectFrom('webhookInbox')
      .select('id')
      .where('status', '=', sql.lit('waiting' as const)) // literals: each lane has a partial index of its own
      .where('sender', lane === 'live' ? '=' : '!=', sql.lit(LIVE_SENDER))
      .where('nextAttemptAt', '<=', now)
      .where((eb) => eb.or([eb('claimedUntil', 'is', null), eb('claimedUntil', '<=', now)]))
      .where('attempts', tries, sql.lit(0))
      .orderBy('id')
      .limit(limit)
      .forUpdate()
      .skipLocked()
  const rows = await tx
    .with('fresh', () => due('=', mostFresh))
    .with('retried', () => due('>', mostRetried))
    .updateTable('webhookInbox')
    .set((eb) => ({ attempts: eb('attempts', '+', 1), claimedUntil: until }))
    .where('id', 'in', (eb) =>
      eb.selectFrom('fresh').select('id').unionAll(eb.selectFrom('retried').select('id')),
    )
    .returning(['id', 'sender', 'messageId', 'eventType', 'headers', 'body', 'attempts', 'receivedAt'])
    .execute()
  return rows.toSorted((a, b) => a.id - b.id)
}

/** Which of the claimed are still ours: not those that somebody else has finished, or claimed anew, meanwhile. */
export async function lockClaimed(tx: SystemTx, claimed: readonly Claimed[]): Promise<Claimed[]> {
  const { rows } = await sql<{ id: number }>`
    select id from webhook_inbox
    where (id, attempts) in (select * from unnest(
        ${claimed.map(({ id }) => id)}::bigint[], ${claimed.map(({ attempts }) => attempts)}::int[]))
      and status = 'waiting'
    for update skip locked`.execute(tx)
  const ours = new Set(rows.map(({ id }) => id))
  return claimed.filter(({ id }) => ours.has(id))
}

/** True when no other process is at the live words until this transaction ends. */
export async function holdsLiveLane(tx: SystemTx): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(${sql.lit(LIVE_LANE_LOCK)}) as held`.execute(tx)
  return rows[0]?.held ?? false
}

export type Ended = { id: number; eventType: string | null; outcome: Outcome }

export const saveOutcomes = (tx: SystemTx, ended: readonly Ended[], now: DateTime) =>
  sql`
  update webhook_inbox
  set status = given.status, outcome = given.sentence, event_type = given.event_type,
    processed_at = ${now}, claimed_until = null
  from unnest(
    ${ended.map(({ id }) => id)}::bigint[],
    ${ended.map(({ outcome }) => statusOf(outcome))}::text[],
    ${ended.map(({ outcome }) => sentenceOf(outcome))}::text[],
    ${ended.map(({ eventType }) => eventType)}::text[]
  ) as given (id, status, sentence, event_type)
  where webhook_inbox.id = given.id`.execute(tx)

const statusOf = (outcome: Outcome) => outcome.split(':', 1)[0] ?? 'parked'
const sentenceOf = (outcome: Outcome) =>
  outcome === 'done' ? null : outcome.slice(outcome.indexOf(': ') + 2).replaceAll('\0', '')

type Failure = { attempts: number; outcome: string; nextAttemptAt: DateTime; isGivenUp: boolean }

/** Only while this is the newest try: whoever claimed it in the meantime knows better. */
export const saveFailure = (tx: SystemTx, id: number, failure: Failure) =>
  tx
    .updateTable('webhookInbox')
    .set({
      ...{ outcome: failure.outcome, nextAttemptAt: failure.nextAttemptAt, claimedUntil: null },
      ...(failure.isGivenUp && { status: 'parked' as const, processedAt: failure.nextAttemptAt }),
    })
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where('attempts', '=', failure.attempts)
    .execute()
