/** One worker reads a calendar at a time: the lease, and what is written when the reading is over. */
import type { Selectable } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { CalendarConnections, Calendars } from '#db/tables.gen.ts'
import { emit } from '#events/events.ts'

/** Longer than any read takes; a crashed worker's calendar is read by another one after this. */
const LEASE_MINUTES = 2
const POLL_MINUTES = { withPush: 15, alone: 5, feed: 15 }
/** A meeting is soon when it starts within this time. */
const SOON_MINUTES = 60

export type LeasedCalendar = Selectable<Calendars> &
  Pick<Selectable<CalendarConnections>, 'provider' | 'recallCalendarId'> & {
    ownerEmail: string
    grantedAt: DateTime | null
  }

/** The calendar, if somebody asked for it to be read and nobody reads it now. */
export async function leaseCalendar(
  tx: OrganizationTx,
  calendarId: string,
  now: DateTime,
): Promise<LeasedCalendar | undefined> {
  return tx
    .updateTable('calendars')
    .from('calendarConnections as connection')
    .set({ leaseUntil: now.plus({ minutes: LEASE_MINUTES }), updatedAt: now })
    .whereRef('connection.id', '=', 'calendars.calendarConnectionId')
    .where('connection.status', '=', 'active')
    .where('calendars.id', '=', calendarId)
    .where('calendars.isSelected', '=', true)
    .whereRef('calendars.dirtyNumber', '>', 'calendars.syncedNumber')
    .where((eb) => eb.or([eb('calendars.leaseUntil', 'is', null), eb('calendars.leaseUntil', '<', now)]))
    .returningAll('calendars')
    .returning(['connection.provider', 'connection.recallCalendarId', 'connection.email as ownerEmail'])
    .returning('connection.statusChangedAt as grantedAt')
    .executeTakeFirst()
}

/**
 * Whether this reader still holds the calendar, locked until commit: not when it was disconnected or connected anew,
 * or is read by another one since. If so, it is held for another while (a long calendar takes longer than one lease):
 * returns until when, or null.
 */
export async function renewLease(
  tx: OrganizationTx,
  { id, leaseUntil }: LeasedCalendar,
  now: DateTime,
): Promise<DateTime | null> {
  const renewed = now.plus({ minutes: LEASE_MINUTES })
  const held = await tx
    .updateTable('calendars')
    .set({ leaseUntil: renewed })
    .where('id', '=', id)
    .where('leaseUntil', '=', leaseUntil)
    .returning('id')
    .executeTakeFirst()
  return held ? renewed : null
}

type Done = {
  cursor: string
  window: { start: DateTime; end: DateTime } | null
  unreadableCount: number
  now: DateTime
}

/** Everything up to the number that was read is done. Belongs into the transaction of the last page. */
export async function finishReading(
  tx: OrganizationTx,
  calendar: LeasedCalendar,
  { cursor, window, unreadableCount, now }: Done,
): Promise<void> {
  const nextEventAt = await nextStart(tx, calendar.id, now)
  const isTold = calendar.recallCalendarId !== null // Recall says by itself when something changed
  const isFeed = calendar.provider === 'ics' // its server makes it anew every few hours at best
  const minutes = isFeed
    ? POLL_MINUTES.feed
    : pollMinutes(isTold || (await hears(tx, calendar.id, now)), nextEventAt, now)
  await tx
    .updateTable('calendars')
    .set({
      syncCursor: cursor,
      ...(window && { windowStart: window.start, windowEnd: window.end, lastFullSyncAt: now }),
      syncedNumber: calendar.dirtyNumber,
      lastSyncedAt: now,
      nextPollAt: now.plus({ minutes, seconds: jitterSeconds(calendar) }),
      nextEventAt,
      ...(window && { unreadableCount }),
      lostAt: null,
      failureCount: 0,
      lastError: null,
      leaseUntil: null,
      updatedAt: now,
    })
    .where('id', '=', calendar.id)
    .execute()
  tellOwner(tx, calendar)
}

async function hears(tx: OrganizationTx, calendarId: string, now: DateTime): Promise<boolean> {
  const channel = await tx
    .selectFrom('calendarChannels')
    .select('id')
    .where('calendarId', '=', calendarId)
    .where('state', '=', 'active')
    .where('expiresAt', '>', now)
    .limit(1)
    .executeTakeFirst()
  return channel !== undefined
}

/** When a calendar is read next though nobody says that it changed. */
function pollMinutes(isHeard: boolean, nextEventAt: DateTime | null, now: DateTime): number {
  const usual = isHeard ? POLL_MINUTES.withPush : POLL_MINUTES.alone
  if (!nextEventAt) return usual
  const untilItIsSoon = nextEventAt.diff(now).as('minutes') - SOON_MINUTES
  return Math.max(POLL_MINUTES.alone, Math.min(usual, untilItIsSoon))
}

const nextStart = async (tx: OrganizationTx, calendarId: string, now: DateTime): Promise<DateTime | null> => {
  const next = await tx
    .selectFrom('calendarEvents')
    .select('startTime')
    .where('calendarId', '=', calendarId)
    .where('deletedAt', 'is', null)
    .where('isAllDay', '=', false)
    .where('startTime', '>', now)
    .orderBy('startTime')
    .limit(1)
    .executeTakeFirst()
  return next?.startTime ?? null
}

/** Spreads the polls, so that a thousand calendars connected in one hour are not read in one second. */
export const jitterSeconds = ({ id, syncedNumber }: Pick<LeasedCalendar, 'id' | 'syncedNumber'>) =>
  (Number.parseInt(id.slice(0, 4), 16) + syncedNumber * 7) % 60

export const tellOwner = (tx: OrganizationTx, { organizationId, id, userId }: LeasedCalendar) =>
  emit(tx, 'calendar.changed', { organizationId, calendarId: id, userId })
