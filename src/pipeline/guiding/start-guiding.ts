/**
 * A moment after somebody spoke, the meetings that run are looked at, by the rules and then by the model where there
 * is one; while nobody speaks, nothing happens.
 */
import type { Db } from '#db/db.ts'
import type { Notifier } from '#events/notifier.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import { adviseRunning, BETWEEN_QUESTIONS_SECONDS } from '#pipeline/guiding/advise-running.ts'
import { guideRunning } from '#pipeline/guiding/guide-running.ts'
import type { Model } from '#pipeline/model/model.ts'
import type { Prices } from '#pipeline/model/usage.ts'

/** Real time, like the notifier's own: what comes in meanwhile is looked at together. */
const COALESCE_MS = 2_000

type Needs = {
  db: Db
  clock: Clock
  notifier: Notifier
  log: Log
  model: Model | null
  modelPrices?: Prices | null | undefined
}

/** Returns how to stop; a look in progress ends first. */
export function startGuiding({ notifier, log, model, ...needs }: Needs): () => Promise<void> {
  const rules = repeated(log, async () => {
    await guideRunning(needs)
    if (model) advice.soon(0)
  })
  const advice = repeated(log, async () => {
    const waiting = model ? await adviseRunning({ ...needs, model }) : 0
    if (waiting > 0) advice.soon(BETWEEN_QUESTIONS_SECONDS * 1000)
  })
  const unsubscribe = notifier.subscribe(() => rules.soon(COALESCE_MS))
  return async () => {
    unsubscribe()
    await rules.stop()
    await advice.stop()
  }
}

/** Work that is wanted now and then: one run at a time, and what is wanted meanwhile is one run more. */
function repeated(log: Log, work: () => Promise<void>) {
  let timer: NodeJS.Timeout | undefined
  let running: Promise<void> = Promise.resolve()
  let isStopped = false
  const run = () => {
    timer = undefined
    running = running
      .then(work)
      .catch((err: unknown) => log.error({ err }, 'the meetings that run could not be looked at'))
  }
  return {
    soon(ms: number) {
      if (!isStopped) timer ??= setTimeout(run, ms)
    },
    async stop() {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
