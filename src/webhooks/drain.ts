/**
 * Takes what waits in the inbox, one message per transaction: the effects and the outcome are committed together, or
 * not at all. Woken after each receipt, and by a look each second for what another process received or left behind.
 */
import type { DateTime } from 'luxon'
import type { Db } from '#db/db.ts'
import type { Inbound } from '#events/inbound.ts'
import { type Clock, every, wallClock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import { onWake } from '#lib/wake.ts'
import { handle } from '#webhooks/handle.ts'
import { INBOX } from '#webhooks/receive.ts'
import { type Lane, saveFailure, saveOutcome, takeNext } from '#webhooks/store.ts'

export type DrainNeeds<Needs> = Needs & { db: Db; clock: Clock; log: Log; inbound: Inbound<Needs> }

const LOOK_EVERY_MS = 1_000 // real time: it is about our own processes, not about meetings
const MAX_ATTEMPTS = 8
const LONGEST_PAUSE_SECONDS = 300

/** Process everything that is due; returns how many messages were taken. */
export async function drainOnce<Needs>(needs: DrainNeeds<Needs>): Promise<number> {
  const counts = await Promise.all([drainLane(needs, 'live'), drainLane(needs, 'rest')])
  return counts.reduce((sum, count) => sum + count, 0)
}

/** Keep draining; returns how to stop (a message in progress is finished). */
export function startDrain<Needs>(needs: DrainNeeds<Needs>): () => Promise<void> {
  const loops = (['live', 'rest'] as const).map((lane) => keepDraining(needs, lane))
  return async () => void (await Promise.all(loops.map((stop) => stop())))
}

function keepDraining<Needs>(needs: DrainNeeds<Needs>, lane: Lane): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false
  let isStopped = false
  const turns = async () => {
    while (again && !isStopped) {
      again = false
      await drainLane(needs, lane, () => isStopped).catch((err: unknown) =>
        needs.log.warn({ err, lane }, 'the inbox could not be drained; the next look will try again'),
      )
    }
    running = null
  }
  const run = () => {
    again = true
    running ??= turns()
    return running
  }
  const stopHearing = onWake(needs.db, INBOX, () => void run())
  const stopLooking = every(wallClock, LOOK_EVERY_MS, run)
  void run()
  return async () => {
    isStopped = true
    stopHearing()
    stopLooking()
    await running
  }
}

async function drainLane<Needs>(needs: DrainNeeds<Needs>, lane: Lane, isStopped = () => false) {
  let count = 0
  while (!isStopped() && (await takeOne(needs, lane))) count += 1
  return count
}

/** False when nothing is due. */
async function takeOne<Needs>(needs: DrainNeeds<Needs>, lane: Lane): Promise<boolean> {
  const { db, clock, log } = needs
  let taken: { id: number; attempts: number } | undefined
  try {
    await db.asSystem(async (tx) => {
      const message = await takeNext(tx, lane, clock.now())
      if (!message) return
      taken = message
      const { eventType, outcome } = await handle(tx, needs, message)
      await saveOutcome(tx, { id: message.id, eventType }, outcome, clock.now())
    })
  } catch (err) {
    if (!taken) throw err
    const { id, attempts } = taken
    log.error({ err, inboxId: id, attempts }, 'a message could not be processed')
    await db.asSystem((tx) => saveFailure(tx, id, afterFailure(attempts + 1, err, clock.now())))
  }
  return taken !== undefined
}

/** Ever longer pauses, and an end: then the operator sees it, and can replay it. */
function afterFailure(attempts: number, err: unknown, now: DateTime) {
  const seconds = Math.min(2 ** attempts, LONGEST_PAUSE_SECONDS)
  const isGivenUp = attempts >= MAX_ATTEMPTS
  const said = err instanceof Error ? `${err.name}: ${err.message}` : String(err)
  return {
    attempts,
    isGivenUp,
    outcome: `${isGivenUp ? `given up after ${attempts} tries` : `try ${attempts} failed`}: ${said.slice(0, 300)}`,
    nextAttemptAt: now.plus({ seconds }),
  }
}
