/** A moment after somebody spoke, the meetings that run are looked at; while nobody speaks, nothing happens. */
import type { Db } from '#db/db.ts'
import type { Notifier } from '#events/notifier.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'
import { guideRunning } from '#pipeline/guiding/guide-running.ts'

/** Real time, like the notifier's own: what comes in meanwhile is looked at together. */
const COALESCE_MS = 2_000

type Needs = { db: Db; clock: Clock; notifier: Notifier; log: Log }

/** Returns how to stop; a look in progress ends first. */
export function startGuiding({ db, clock, notifier, log }: Needs): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined
  let looking: Promise<void> = Promise.resolve()
  const look = () => {
    timer = undefined
    looking = looking
      .then(() => guideRunning({ db, clock }))
      .catch((err: unknown) => log.error({ err }, 'the meetings that run could not be looked at'))
  }
  const stop = notifier.subscribe(() => {
    timer ??= setTimeout(look, COALESCE_MS)
  })
  return async () => {
    stop()
    clearTimeout(timer)
    await looking
  }
}
