/** Loading events together with the address of the person in whose calendar they stand. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

const owned = (tx: OrganizationTx) =>
  tx
    .selectFrom('calendarEvents')
    .innerJoin('calendars', 'calendars.id', 'calendarEvents.calendarId')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .selectAll('calendarEvents')
    .select(['connection.email as ownerEmail', 'calendars.lostAt as missingSince'])
    .select((eb) =>
      eb
        .case()
        .when('connection.status', 'in', ['needs_reauth', 'insufficient_scope'])
        .then(eb.ref('connection.statusChangedAt'))
        .end()
        .as('lostAt'),
    )

/** More than anybody's four weeks. */
const MOST_EVENTS = 2_000

/** Not over, and still in a calendar; soonest first. */
const coming = (tx: OrganizationTx, now: DateTime, most = MOST_EVENTS) =>
  owned(tx)
    .where('calendarEvents.deletedAt', 'is', null)
    .where('calendarEvents.endTime', '>', now)
    .orderBy('calendarEvents.startTime')
    .orderBy('calendarEvents.id')
    .limit(most)

/** This person's coming meetings. */
export const comingEvents = (
  tx: OrganizationTx,
  { userId, now, until }: { userId: string; now: DateTime; until: DateTime | null },
): Promise<OwnedEvent[]> =>
  coming(tx, now)
    .where('calendarEvents.userId', '=', userId)
    .where('connection.status', '!=', 'disconnected')
    .$if(until !== null, (query) => query.where('calendarEvents.startTime', '<', until))
    .execute()

/** The coming meetings of every calendar of one account. */
export const comingOfConnection = (
  tx: OrganizationTx,
  { calendarConnectionId, now }: { calendarConnectionId: string; now: DateTime },
): Promise<OwnedEvent[]> =>
  coming(tx, now).where('calendars.calendarConnectionId', '=', calendarConnectionId).execute()

/** Everybody's events of the coming days, up to a limit. */
export const everybodysComing = (
  tx: OrganizationTx,
  { now, until }: { now: DateTime; until: DateTime },
): Promise<OwnedEvent[]> =>
  coming(tx, now, MOST_OF_EVERYBODY)
    .where('calendarEvents.startTime', '<', until)
    .where('connection.status', '!=', 'disconnected')
    .execute()

const MOST_OF_EVERYBODY = 5_000

/** The coming meetings of this calendar that are part of some series. */
export const comingOfSeries = (
  tx: OrganizationTx,
  { calendarId, now }: { calendarId: string; now: DateTime },
): Promise<OwnedEvent[]> =>
  coming(tx, now)
    .where('calendarEvents.calendarId', '=', calendarId)
    .where('calendarEvents.seriesId', 'is not', null)
    .execute()

/** What this person's calendar held between these instants and has not lost since, oldest first. */
export const pastEvents = (
  tx: OrganizationTx,
  { userId, from, now }: { userId: string; from: DateTime; now: DateTime },
): Promise<OwnedEvent[]> =>
  owned(tx)
    .where('calendarEvents.userId', '=', userId)
    .where('calendarEvents.deletedAt', 'is', null)
    .where('calendarEvents.startTime', '>=', from)
    .where('calendarEvents.endTime', '<=', now)
    .where('connection.status', '!=', 'disconnected')
    .orderBy('calendarEvents.startTime', 'desc')
    .orderBy('calendarEvents.id')
    .limit(MOST_EVENTS)
    .execute()

/** One event of this person's, also when it is over. */
export const ownedEvent = (
  tx: OrganizationTx,
  { userId, eventId }: { userId: string; eventId: string },
): Promise<OwnedEvent | undefined> =>
  owned(tx)
    .where('calendarEvents.id', '=', eventId)
    .where('calendarEvents.userId', '=', userId)
    .where('calendarEvents.deletedAt', 'is', null)
    .executeTakeFirst()

/** Those of these events that still stand in a calendar, whoever's they are. */
export const standingEvents = (tx: OrganizationTx, eventIds: readonly string[]): Promise<OwnedEvent[]> =>
  owned(tx)
    .where('calendarEvents.id', '=', sql<string>`any(${[...eventIds]}::uuid[])`)
    .where('calendarEvents.deletedAt', 'is', null)
    .execute()
