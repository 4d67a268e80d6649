/**
 * One try with what was claimed, all in one transaction: the effects and the outcomes are committed together, or not
 * at all. When one of them fails, nothing has happened, and each is tried in a transaction of its own.
 */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Db, SystemTx } from '#db/db.ts'
import type { Inbound } from '#events/inbound.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import { handleAll } from '#webhooks/handle.ts'
import { type Claimed, lockClaimed, saveFailure, saveOutcomes } from '#webhooks/store.ts'

export type DrainNeeds<Needs> = Needs & { db: Db; clock: Clock; log: Log; inbound: Inbound<Needs> }

const MAX_ATTEMPTS = 8
const LONGEST_PAUSE_SECONDS = 300
/** Below Postgres' own look for deadlocks (a second): where two wait for each other, the batch is who gives way. */
const BATCH_WAITS = '500ms'

/** Each ends with an outcome, or waits for its next try. */
export async function attempt<Needs>(needs: DrainNeeds<Needs>, claimed: readonly Claimed[]): Promise<void> {
  try {
    await needs.db.asSystem((tx) => attemptIn(tx, needs, claimed))
  } catch (err) {
    const [first, ...others] = claimed
    if (!first) throw err
    if (others.length === 0) return noteFailure(needs, first, err)
    needs.log.info({ err, messages: claimed.length }, 'a batch of messages is tried one by one')
    for (const one of claimed) await attempt(needs, [one])
  }
}

/** The same inside a transaction that is open already. Throws when one of them fails. */
export async function attemptIn<Needs>(
  tx: SystemTx,
  needs: DrainNeeds<Needs>,
  claimed: readonly Claimed[],
): Promise<void> {
  if (claimed.length > 1) await sql`set local lock_timeout = ${sql.lit(BATCH_WAITS)}`.execute(tx)
  const ours = await lockClaimed(tx, claimed)
  const tryable = ours.filter(({ attempts }) => attempts <= MAX_ATTEMPTS)
  const hopeless = ours.filter(({ attempts }) => attempts > MAX_ATTEMPTS)
  const ended = await handleAll(tx, needs, tryable)
  const given = hopeless.map(({ id, eventType }) => ({ id, eventType, outcome: ENDS_ITS_PROCESS }))
  if (ours.length > 0) await saveOutcomes(tx, [...ended, ...given], needs.clock.now())
}

const ENDS_ITS_PROCESS =
  `parked: given up after ${MAX_ATTEMPTS} tries, the last of which nobody lived to tell of` as const

async function noteFailure<Needs>(
  { db, clock, log }: DrainNeeds<Needs>,
  { id, attempts }: Claimed,
  err: unknown,
): Promise<void> {
  log.error({ err, inboxId: id, attempts }, 'a message could not be processed')
  await db.asSystem((tx) => saveFailure(tx, id, afterFailure(attempts, err, clock.now())))
}

/** Ever longer pauses, and an end: then the operator sees it, and can replay it. */
function afterFailure(attempts: number, err: unknown, now: DateTime) {
  const seconds = Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS)
  const isGivenUp = attempts >= MAX_ATTEMPTS
  const said = (err instanceof Error ? `${err.name}: ${err.message}` : String(err)).replaceAll('\0', '')
  return {
    attempts,
    isGivenUp,
    outcome: `${isGivenUp ? `given up after ${attempts} tries` : `try ${attempts} failed`}: ${said.slice(0, 300)}`,
    nextAttemptAt: now.plus({ seconds }),
  }
}
