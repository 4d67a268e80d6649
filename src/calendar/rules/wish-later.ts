/** The wishes of many meetings at once, a few in each transaction, so that nobody waits long for their locks. */
import { z } from 'zod'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { Db } from '#db/db.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

const AT_ONCE = 50

/** Wishing the same again is harmless: a run that broke off is simply done again. */
export const wishLater = defineJob({
  name: 'calendar.wish',
  input: z.object({ organizationId: z.uuid(), occurrenceIds: z.array(z.uuid()) }),

  async run(needs: { db: Db; jobs: Queue; clock: Clock }, { organizationId, occurrenceIds }) {
    for (let from = 0; from < occurrenceIds.length; from += AT_ONCE)
      await needs.db.asOrganization(organizationId, (tx) =>
        wishOccurrences(tx, needs, occurrenceIds.slice(from, from + AT_ONCE)),
      )
  },
})
