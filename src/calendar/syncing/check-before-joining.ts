/** Due rows: a wanted meeting is read once more shortly before its bot joins (next-check.ts says when). */
import { sql } from 'kysely'
import { nextCheck } from '#calendar/syncing/next-check.ts'
import { readAgain } from '#calendar/syncing/read-again.ts'
import { BATCH } from '#calendar/syncing/readable-calendars.ts'
import { type Db, within } from '#db/db.ts'
import { defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock }

/** So late at most that twelve minutes before is still well more than ten. */
const EVERY_SECONDS = 15

export const checkBeforeJoining = defineSweep({
  name: 'calendar.check_before_joining',
  everySeconds: EVERY_SECONDS,
  run: ({ db, jobs, clock }: Needs) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const due = await tx
        .selectFrom('calendarSightings')
        .select(['organizationId', 'id', 'calendarEventId as eventId', 'joinAt'])
        .where('checkAt', '<=', now)
        .orderBy('checkAt')
        .orderBy('id')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute()
      for (const [organizationId, list] of Map.groupBy(due, (row) => row.organizationId))
        await within(tx, organizationId, async (mine) => {
          for (const { id, eventId, joinAt } of list) {
            const checkAt = joinAt && nextCheck(joinAt, now)
            await sql`update calendar_sightings set check_at = ${checkAt?.toISO() ?? null}::timestamptz
              where id = ${id}`.execute(mine)
            await jobs.add(mine, readAgain, { organizationId, eventId })
          }
        })
    }),
})
