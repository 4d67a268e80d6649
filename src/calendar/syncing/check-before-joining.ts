/** Due rows: a wanted meeting is read once more shortly before its bot joins (next-check.ts says when). */
import { sql } from 'kysely'
import { nextCheck } from '#calendar/syncing/next-check.ts'
import { readAgain } from '#calendar/syncing/read-again.ts'
import { BATCH } from '#calendar/syncing/readable-calendars.ts'
import type { Db } from '#db/db.ts'
import { recordset } from '#db/recordset.ts'
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
      if (due.length === 0) return
      const next = due.map(({ joinAt, ...row }) => ({ ...row, checkAt: joinAt && nextCheck(joinAt, now) }))
      await sql`update calendar_sightings as sighting set check_at = r.check_at
        from ${recordset(next, { organizationId: 'uuid', id: 'uuid', checkAt: 'timestamptz' })}
        where sighting.organization_id = r.organization_id and sighting.id = r.id`.execute(tx)
      for (const { organizationId, eventId } of due)
        await jobs.add(tx, readAgain, { organizationId, eventId })
    }),
})
