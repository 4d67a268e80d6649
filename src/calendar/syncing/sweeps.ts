/** What time alone causes: polls that are due, channels that end, wishes that nobody has met yet. */

import { RENEW_HOURS, watchCalendar } from '#calendar/push/watch.ts'
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import { type Db, type SystemTx, within } from '#db/db.ts'
import { defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock }

/** One run takes at most so many; the next one takes the rest. */
const BATCH = 200

/** Calendars whose poll is due, and those that a crashed worker left behind. A due poll also rolls the window. */
export const pollCalendars = defineSweep({
  name: 'calendar.poll',
  everySeconds: 30,
  run: ({ db, jobs, clock }: Needs) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const due = await tx
        .selectFrom('calendars')
        .innerJoin('calendarConnections as connection', (join) =>
          join
            .onRef('connection.organizationId', '=', 'calendars.organizationId')
            .onRef('connection.id', '=', 'calendars.calendarConnectionId'),
        )
        .select(['calendars.organizationId', 'calendars.id as calendarId'])
        .where('calendars.isSelected', '=', true)
        .where('connection.status', '=', 'active')
        .where((eb) => eb.or([eb('calendars.nextPollAt', '<=', now), eb('calendars.leaseUntil', '<', now)]))
        .orderBy('calendars.nextPollAt')
        .orderBy('calendars.id')
        .limit(BATCH)
        .forUpdate('calendars')
        .skipLocked()
        .execute()
      for (const place of due)
        await within(tx, place.organizationId, async (mine) => {
          await mine
            .updateTable('calendars')
            .set({ nextPollAt: now.plus({ minutes: POLL_AGAIN_MINUTES }) })
            .where('id', '=', place.calendarId)
            .execute()
          await requestSync(mine, { jobs, clock }, place)
        })
    }),
})

/** Until the read itself says when the next one is due. */
const POLL_AGAIN_MINUTES = 5

/** Calendars without a channel that is good for a while. A provider that refused is asked again after an hour. */
export const keepWatching = defineSweep({
  name: 'calendar.keep_watching',
  everySeconds: 60,
  run: ({ db, jobs, clock }: Needs) =>
    db.asSystem(async (tx) => {
      const places = await unwatched(tx, clock)
      for (const { organizationId, calendarId } of places)
        await within(tx, organizationId, (mine) =>
          jobs.add(mine, watchCalendar, { organizationId, calendarId }),
        )
    }),
})

const unwatched = (tx: SystemTx, clock: Clock) =>
  tx
    .selectFrom('calendars')
    .innerJoin('calendarConnections as connection', (join) =>
      join
        .onRef('connection.organizationId', '=', 'calendars.organizationId')
        .onRef('connection.id', '=', 'calendars.calendarConnectionId'),
    )
    .select(['calendars.organizationId', 'calendars.id as calendarId'])
    .where('calendars.isSelected', '=', true)
    .where('calendars.lastSyncedAt', 'is not', null)
    .where('connection.status', '=', 'active')
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

/** How far ahead a wish without a bot is looked for: the rest has time. */
const UNMET_WITHIN_HOURS = 24
/** And how far back. */
const UNMET_SINCE_HOURS = 48

/**
 * Meetings that somebody wants and that have no bot yet are wished again; ones that ended without ever having had
 * one are decided anew, so that the page says so.
 */
export const meetWishes = defineSweep({
  name: 'calendar.meet_wishes',
  everySeconds: 60,
  async run({ db, jobs, clock }: Needs) {
    const events = await db.asSystem((tx) => unmet(tx, clock))
    for (const [organizationId, list] of Map.groupBy(events, (event) => event.organizationId))
      await db.asOrganization(organizationId, async (tx) => {
        const changed = await decideEvents(tx, { clock }, organizationId, list)
        await wishOccurrences(tx, { jobs, clock }, changed)
      })
  },
})

const unmet = (tx: SystemTx, clock: Clock) =>
  tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('meetingOccurrences as occurrence', (join) =>
      join
        .onRef('occurrence.organizationId', '=', 'sighting.organizationId')
        .onRef('occurrence.id', '=', 'sighting.occurrenceId'),
    )
    .innerJoin('calendarEvents', (join) =>
      join
        .onRef('calendarEvents.organizationId', '=', 'sighting.organizationId')
        .onRef('calendarEvents.id', '=', 'sighting.calendarEventId'),
    )
    .innerJoin('calendars', (join) =>
      join
        .onRef('calendars.organizationId', '=', 'calendarEvents.organizationId')
        .onRef('calendars.id', '=', 'calendarEvents.calendarId'),
    )
    .innerJoin('calendarConnections as connection', (join) =>
      join
        .onRef('connection.organizationId', '=', 'calendars.organizationId')
        .onRef('connection.id', '=', 'calendars.calendarConnectionId'),
    )
    .innerJoin('calendarPreferences as rules', (join) =>
      join
        .onRef('rules.organizationId', '=', 'sighting.organizationId')
        .onRef('rules.userId', '=', 'sighting.userId'),
    )
    .selectAll('calendarEvents')
    .select('connection.email as ownerEmail')
    .where('sighting.wants', '=', true)
    .where('rules.confirmedAt', 'is not', null)
    .where('occurrence.sessionId', 'is', null)
    .where('sighting.joinAt', '<', clock.now().plus({ hours: UNMET_WITHIN_HOURS }))
    .where('sighting.joinAt', '>', clock.now().minus({ hours: UNMET_SINCE_HOURS }))
    .where('calendarEvents.deletedAt', 'is', null)
    .orderBy('sighting.joinAt')
    .orderBy('sighting.id')
    .limit(BATCH)
    .execute()
