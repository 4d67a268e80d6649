/** Calendars whose poll is due, and those that a crashed worker left behind. A due poll also rolls the window. */
import { sql } from 'kysely'
import { BATCH, readableCalendars } from '#calendar/syncing/readable-calendars.ts'
import { requestSyncs } from '#calendar/syncing/request-sync.ts'
import type { Db } from '#db/db.ts'
import { defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock }

/** Until the read itself says when the next one is due. */
const POLL_AGAIN_MINUTES = 5
/** Where there are more than can be read at once, those with a meeting this near come first. */
const SOON_MINUTES = 60

export const pollCalendars = defineSweep({
  name: 'calendar.poll',
  everySeconds: 30,
  run: ({ db, jobs, clock }: Needs) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const due = await readableCalendars(tx)
        .select(['calendars.organizationId', 'calendars.id as calendarId'])
        .where((eb) => eb.or([eb('calendars.nextPollAt', '<=', now), eb('calendars.leaseUntil', '<', now)]))
        .orderBy(
          sql`coalesce(calendars.next_event_at, 'infinity') > ${now.plus({ minutes: SOON_MINUTES }).toISO()}::timestamptz`,
        )
        .orderBy('calendars.nextPollAt')
        .orderBy('calendars.id')
        .limit(BATCH)
        .forUpdate('calendars')
        .skipLocked()
        .execute()
      await requestSyncs(tx, { jobs, clock }, due, now.plus({ minutes: POLL_AGAIN_MINUTES }))
    }),
})
