/**
 * What must happen on the second (a bot that is sent when its meeting begins, a call that is tried again) stands as a
 * due time in the rows. This timer sleeps until the next one, and hands it to the workers as a job.
 */

import type { DateTime } from 'luxon'
import { convergeBot } from '#bots/jobs.ts'
import { type BotNeeds, DUE } from '#bots/types.ts'
import { lookAtBotJob } from '#bots/watching/job.ts'
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
async function handOver(tx: SystemTx, needs: Needs, handedOver: Set<string>): Promise<DateTime | null> {
  const now = needs.clock.now()
  for (const { job, organizationId, id, at } of await dueAt(tx, now)) {
    const turn = `${job.name} ${id} ${at.toMillis()}`
    if (!handedOver.has(turn)) await needs.jobs.add(tx, job, { organizationId, botId: id })
    handedOver.add(turn)
  }
  return nextAfter(tx, now)
}

type Due = { job: typeof convergeBot | typeof lookAtBotJob; organizationId: string; id: string; at: DateTime }

async function dueAt(tx: SystemTx, now: DateTime): Promise<Due[]> {
  const turns = await toConverge(tx)
    .select(['organizationId', 'id', 'nextAttemptAt as at'])
    .where('nextAttemptAt', '<=', now)
    .orderBy('nextAttemptAt')
    .limit(BATCH)
    .execute()
  const looks = await toWatch(tx)
    .select(['organizationId', 'id', 'watchAt as at'])
    .where('watchAt', '<=', now)
    .orderBy('watchAt')
    .limit(BATCH)
    .execute()
  const due = (job: Due['job'], rows: typeof turns): Due[] =>
    rows.flatMap(({ at, ...ids }) => (at ? [{ job, ...ids, at }] : []))
  return [...due(convergeBot, turns), ...due(lookAtBotJob, looks)]
}

async function nextAfter(tx: SystemTx, now: DateTime): Promise<DateTime | null> {
  const turn = await toConverge(tx)
    .select((eb) => eb.fn.min('nextAttemptAt').as('at'))
    .where('nextAttemptAt', '>', now)
    .executeTakeFirst()
  const look = await toWatch(tx)
    .select((eb) => eb.fn.min('watchAt').as('at'))
    .where('watchAt', '>', now)
    .executeTakeFirst()
  const both = [turn?.at, look?.at].filter((at) => at != null)
  return both.toSorted((a, b) => +a - +b)[0] ?? null
}

const toConverge = (tx: SystemTx) => tx.selectFrom('bots').whereRef('wishNumber', '>', 'agreedNumber')
const toWatch = (tx: SystemTx) => tx.selectFrom('bots').where('watchAt', 'is not', null)
