/** A calendar that its person has to do something about: kept as a row, so that they are told once for each loss. */
import type { DateTime } from 'luxon'
import type { LeasedCalendar } from '#calendar/syncing/lease-calendar.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { newId } from '#lib/ids.ts'

export type Loss = {
  /** The permission of the whole account, or this one calendar. */
  what: 'grant' | 'calendar'
  reason: string
  lostAt: DateTime
  calledOff: number
  now: DateTime
}

/** Emits `calendar.lost` the first time; the same loss again is no news. */
export async function noteLoss(
  tx: OrganizationTx,
  { organizationId, userId, calendarConnectionId, id }: LeasedCalendar,
  { what, reason, lostAt, calledOff, now }: Loss,
): Promise<void> {
  const lossId = newId()
  const noted = await tx
    .insertInto('calendarLosses')
    .values({
      ...{ organizationId, id: lossId, userId, calendarConnectionId, reason, lostAt },
      calendarId: what === 'calendar' ? id : null,
      keptBots: what === 'calendar' ? 0 : await plannedBots(tx, calendarConnectionId, now),
      calledOffBots: calledOff,
      createdAt: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (noted) emit(tx, 'calendar.lost', { organizationId, userId, lossId })
}

/** Bots that are still to come for what this account wants. */
async function plannedBots(tx: OrganizationTx, calendarConnectionId: string, now: DateTime): Promise<number> {
  const { count } = await tx
    .selectFrom('bots')
    .innerJoin('calendarSightings as sighting', 'sighting.occurrenceId', 'bots.occurrenceId')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .innerJoin('calendars', 'calendars.id', 'event.calendarId')
    .select((eb) => eb.fn.count<number>('bots.id').distinct().as('count'))
    .where('calendars.calendarConnectionId', '=', calendarConnectionId)
    .where('sighting.wants', '=', true)
    .where('event.deletedAt', 'is', null)
    .where('bots.isWanted', '=', true)
    .where('bots.joinAt', '>', now)
    .executeTakeFirstOrThrow()
  return Number(count)
}

type Ended = { connectionId: string } | { calendarId: string }

/** It can be read again: of an account that was connected anew, or of a calendar that was chosen again. */
export const endLosses = (tx: OrganizationTx, which: Ended, now: DateTime) =>
  tx
    .updateTable('calendarLosses')
    .set({ endedAt: now })
    .where('endedAt', 'is', null)
    .where((eb) =>
      'calendarId' in which
        ? eb('calendarId', '=', which.calendarId)
        : eb('calendarConnectionId', '=', which.connectionId),
    )
    .execute()
