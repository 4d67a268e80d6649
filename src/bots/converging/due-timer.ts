/**
 * What must happen on the second (a bot that is sent when its meeting begins, a call that is tried again) stands as a
 * due time in the rows. This timer sleeps until the next one, and hands it to the workers as a job.
 */

import type { DateTime } from 'luxon'
import { convergeBot } from '#bots/jobs.ts'
import { type BotNeeds, DUE } from '#bots/types.ts'
import type { SystemTx } from '#db/db.ts'
import { every } from '#lib/clock.ts'
import { onWake } from '#lib/wake.ts'

const LOOK_EVERY_MS = 60_000
const BATCH = 100

type Needs = Pick<BotNeeds, 'db' | 'jobs' | 'clock' | 'log' | 'recall'>

/** Start it; returns how to stop. With Recall off nothing is ever due. */
export function startDueTimer(needs: Needs): () => Promise<void> {
  const { db, clock, log, recall } = needs
  if (!recall) return async () => {}
  let cancel = () => {}
  let isStopped = false
  let turn: Promise<void> = Promise.resolve()
  let isLookAhead = false
  let handedOver = new Set<string>()

  const look = async () => {
    isLookAhead = false
    cancel()
    if (isStopped) return
    const next = await db.asSystem((tx) => handOver(tx, needs, handedOver))
    if (next && !isStopped) cancel = clock.at(next, run)
  }
  /** A hundred bots that end their turns at once are one look. */
  const run = () => {
    if (isLookAhead) return turn
    isLookAhead = true
    turn = turn
      .then(look)
      .catch((err: unknown) => log.warn({ err }, 'the due bots could not be read; the next look will'))
    return turn
  }
  const lookAfresh = () => {
    handedOver = new Set() // whoever took them may have died
    return run()
  }
  const stopHearing = onWake(db, DUE, () => void run())
  const stopLooking = every(clock, LOOK_EVERY_MS, lookAfresh)
  void run()
  return async () => {
    isStopped = true
    stopHearing()
    stopLooking()
    cancel()
    await turn
  }
}

/** A job for each bot that is due, once for each due time; returns when the next one will be. */
async function handOver(
  tx: SystemTx,
  { jobs, clock }: Needs,
  handedOver: Set<string>,
): Promise<DateTime | null> {
  const now = clock.now()
  const waiting = tx
    .selectFrom('bots')
    .whereRef('wishNumber', '>', 'agreedNumber')
    .where('nextAttemptAt', 'is not', null)
  const due = await waiting
    .select(['organizationId', 'id', 'nextAttemptAt'])
    .where('nextAttemptAt', '<=', now)
    .orderBy('nextAttemptAt')
    .limit(BATCH)
    .execute()
  for (const { organizationId, id, nextAttemptAt } of due) {
    const turn = `${id} ${nextAttemptAt?.toMillis()}`
    if (!handedOver.has(turn)) await jobs.add(tx, convergeBot, { organizationId, botId: id })
    handedOver.add(turn)
  }
  const later = await waiting
    .select('nextAttemptAt')
    .where('nextAttemptAt', '>', now)
    .orderBy('nextAttemptAt')
    .limit(1)
    .executeTakeFirst()
  return later?.nextAttemptAt ?? null
}
