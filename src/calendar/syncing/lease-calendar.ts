/** One worker reads a calendar at a time: the lease, and what is written when the reading is over or went wrong. */
import type { Selectable } from 'kysely'
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { CalendarConnections, Calendars } from '#db/tables.gen.ts'
import { emit } from '#events/events.ts'
import type { RefusalCode } from '#lib/errors.ts'

/** Longer than any read takes; a crashed worker's calendar is read by another one after this. */
const LEASE_MINUTES = 2
const POLL_MINUTES = { withPush: 15, alone: 5 }
const FIRST_RETRY_SECONDS = 30
const LONGEST_RETRY_SECONDS = 15 * 60

export type LeasedCalendar = Selectable<Calendars> &
  Pick<Selectable<CalendarConnections>, 'provider'> & { ownerEmail: string }

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
    .returning(['connection.provider', 'connection.email as ownerEmail'])
    .executeTakeFirst()
}

/**
 * Whether this reader still holds the calendar, locked until commit: not when it was disconnected or connected anew,
 * or is read by another one since.
 */
export async function stillHolds(tx: OrganizationTx, { id, leaseUntil }: LeasedCalendar): Promise<boolean> {
  const held = await tx
    .selectFrom('calendars')
    .select('id')
    .where('id', '=', id)
    .where('leaseUntil', '=', leaseUntil)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return held !== undefined
}

type Done = { cursor: string; window: { start: DateTime; end: DateTime } | null; now: DateTime }

/** Everything up to the number that was read is done. Belongs into the transaction of the last page. */
export async function finishReading(
  tx: OrganizationTx,
  calendar: LeasedCalendar,
  { cursor, window, now }: Done,
): Promise<void> {
  const pollMinutes = (await hears(tx, calendar.id, now)) ? POLL_MINUTES.withPush : POLL_MINUTES.alone
  await tx
    .updateTable('calendars')
    .set({
      syncCursor: cursor,
      ...(window && { windowStart: window.start, windowEnd: window.end, lastFullSyncAt: now }),
      syncedNumber: calendar.dirtyNumber,
      lastSyncedAt: now,
      nextPollAt: now.plus({ minutes: pollMinutes, seconds: jitterSeconds(calendar) }),
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

/** Spreads the polls, so that a thousand calendars connected in one hour are not read in one second. */
const jitterSeconds = ({ id, syncedNumber }: LeasedCalendar) =>
  (Number.parseInt(id.slice(0, 4), 16) + syncedNumber * 7) % 60

/** A calendar that is not found this often in a row is believed to be gone. */
const GONE_AFTER_TRIES = 3

/** `bug`: nothing that the provider said. */
type Trouble = {
  code: RefusalCode | 'bug'
  sentence: string
  retryAfterSeconds: number | undefined
  now: DateTime
}

/**
 * It went wrong: say so where the person looks, and when it is tried again. Returns whether the calendar is believed
 * to be gone, and is not read any more.
 */
export async function noteTrouble(
  tx: OrganizationTx,
  calendar: LeasedCalendar,
  trouble: Trouble,
): Promise<{ isGone: boolean }> {
  const { code, sentence, now } = trouble
  const failureCount = calendar.failureCount + 1
  const backOff = Math.min(FIRST_RETRY_SECONDS * 2 ** (failureCount - 1), LONGEST_RETRY_SECONDS)
  const isGone = code === 'not_found' && failureCount >= GONE_AFTER_TRIES
  if (!(await stillHolds(tx, calendar))) return { isGone: false }
  await tx
    .updateTable('calendars')
    .set({
      failureCount,
      lastError: sentence,
      leaseUntil: null,
      nextPollAt: now.plus({ seconds: Math.max(backOff, trouble.retryAfterSeconds ?? 0) }),
      ...(isGone && { isSelected: false }),
      ...(code === 'full_sync_required' && { syncCursor: null }),
      updatedAt: now,
    })
    .where('id', '=', calendar.id)
    .execute()
  if (code === 'grant_lost' || code === 'scope_missing') await loseGrant(tx, calendar, trouble)
  tellOwner(tx, calendar)
  return { isGone }
}

const loseGrant = (tx: OrganizationTx, calendar: LeasedCalendar, { code, sentence, now }: Trouble) =>
  tx
    .updateTable('calendarConnections')
    .set({
      status: code === 'grant_lost' ? 'needs_reauth' : 'insufficient_scope',
      statusReason: sentence,
      statusChangedAt: now,
      updatedAt: now,
    })
    .where('id', '=', calendar.calendarConnectionId)
    .where('status', '=', 'active')
    .execute()

const tellOwner = (tx: OrganizationTx, { organizationId, id, userId }: LeasedCalendar) =>
  emit(tx, 'calendar.changed', { organizationId, calendarId: id, userId })
