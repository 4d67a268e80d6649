/** The change feed is for browsers that were away for a moment, not a history. */
import type { Db } from '#db/db.ts'
import { defineSweep } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

const KEEP_HOURS = 24

export const forgetOldChanges = defineSweep({
  name: 'events.forget-old-changes',
  everySeconds: 3600,
  run: ({ db, clock }: { db: Db; clock: Clock }) =>
    db.asSystem((tx) =>
      tx
        .deleteFrom('liveChanges')
        .where('createdAt', '<', clock.now().minus({ hours: KEEP_HOURS }))
        .execute(),
    ),
})
