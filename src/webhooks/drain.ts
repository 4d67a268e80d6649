/**
 * Takes what waits in the inbox, in rounds (take-round.ts). Woken after each receipt, and by a look each second for
 * what another process received or left behind.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { every, wallClock } from '#lib/clock.ts'
import { onWake } from '#lib/wake.ts'
import type { DrainNeeds } from '#webhooks/attempt.ts'
import { isCrowded } from '#webhooks/crowd.ts'
import { INBOX } from '#webhooks/receive.ts'
import type { Lane } from '#webhooks/store.ts'
import { takeRound } from '#webhooks/take-round.ts'

export type { DrainNeeds }

const LOOK_EVERY_MS = 1_000 // real time: it is about our own processes, not about meetings
/** Live words gather for so long between two rounds: fewer, larger transactions, and nobody sees the difference. */
const LIVE_PAUSE_MS = 40
/** Another process is at the live words: what came in here meanwhile should not wait for the next look. */
const BUSY_PAUSE_MS = 25
/** In a crowd the rest waits for this long between two rounds. */
const CROWD_PAUSE_MS = 100

/** Process everything that is due; returns how many messages were taken. */
export async function drainOnce<Needs>(needs: DrainNeeds<Needs>): Promise<number> {
  const counts = await Promise.all((['live', 'rest'] as const).map((lane) => drainLane(needs, lane)))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function drainLane<Needs>(needs: DrainNeeds<Needs>, lane: Lane): Promise<number> {
  let count = 0
  for (;;) {
    const taken = await takeRound(needs, lane)
    if (taken === 0 || taken === 'busy') return count
    count += taken
  }
}

/** Keep draining; returns how to stop (a round in progress is finished). */
export function startDrain<Needs>(needs: DrainNeeds<Needs>): () => Promise<void> {
  const stops = (['live', 'rest'] as const).map((lane) => keepDraining(needs, lane))
  return async () => void (await Promise.all(stops.map((stop) => stop())))
}

function keepDraining<Needs>(needs: DrainNeeds<Needs>, lane: Lane): () => Promise<void> {
  let running: Promise<void> | null = null
  let again = false
  const stopping = new AbortController()
  const rest = (ms: number) => pause(ms, undefined, { signal: stopping.signal }).catch(() => {}) // cut short
  const turn = async () => {
    again = false
    const taken = await takeRound(needs, lane)
    if (taken !== 0) again = true
    if (taken === 'busy') await rest(BUSY_PAUSE_MS)
    else if (lane === 'live' && taken > 0) await rest(LIVE_PAUSE_MS)
    else if (isCrowded(needs.db)) await rest(CROWD_PAUSE_MS)
  }
  const turns = async () => {
    while (again && !stopping.signal.aborted)
      await turn().catch((err: unknown) =>
        needs.log.warn({ err, lane }, 'the inbox could not be drained; the next look will try again'),
      )
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
    stopping.abort()
    stopHearing()
    stopLooking()
    await running
  }
}
