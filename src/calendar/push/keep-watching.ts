/** Calendars without a channel that is good for a while. A provider that refused is asked again after an hour. */
import { RENEW_HOURS, watchCalendar } from '#calendar/push/watch.ts'
import { BATCH, readableCalendars } from '#calendar/syncing/readable-calendars.ts'
import type { Db, SystemTx } from '#db/db.ts'
import { defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock }

export const keepWatching = defineSweep({
  name: 'calendar.keep_watching',
  everySeconds: 60,
  run: ({ db, jobs, clock }: Needs) =>
    db.asSystem(async (tx) => {
      for (const place of await unwatched(tx, clock)) await jobs.add(tx, watchCalendar, place)
    }),
})

const unwatched = (tx: SystemTx, clock: Clock) =>
  readableCalendars(tx)
    .select(['calendars.organizationId', 'calendars.id as calendarId'])
    .where('calendars.lastSyncedAt', 'is not', null)
    .where('calendars.isPushSupported', '=', true)
    .where('connection.provider', '!=', 'ics')
    .where('connection.recallCalendarId', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('calendarChannels as channel')
            .select('channel.id')
            .whereRef('channel.organizationId', '=', 'calendars.organizationId')
            .whereRef('channel.calendarId', '=', 'calendars.id')
            .where((eb) =>
              eb.or([
                eb('channel.expiresAt', '>', clock.now().plus({ hours: RENEW_HOURS })).and(
                  'channel.state',
                  '=',
                  'active',
                ),
                eb('channel.updatedAt', '>', clock.now().minus({ hours: 1 })).and(
                  'channel.state',
                  '!=',
                  'active',
                ),
              ]),
            ),
        ),
      ),
    )
    .orderBy('calendars.id')
    .limit(BATCH)
    .execute()
