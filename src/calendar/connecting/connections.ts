/** Is everything in sync? My connections and calendars, each with what is wrong in one sentence and the remedy. */
import type { DateTime } from 'luxon'
import { policiesOf } from '#calendar/rules/policies.ts'
import { graceEnd } from '#calendar/syncing/grace.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'

type Viewer = { userId: string; now: DateTime }

/** All connections that were not disconnected, oldest first. */
export async function connectionsOf(tx: OrganizationTx, viewer: Viewer) {
  const connections = await tx
    .selectFrom('calendarConnections')
    .select(['id', 'provider', 'email', 'status', 'statusReason', 'createdAt', 'recallCalendarId'])
    .where('userId', '=', viewer.userId)
    .where('status', '!=', 'disconnected')
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  const calendars = await calendarsOf(tx, viewer)
  const losses = await openLosses(tx, viewer)
  return connections.map(({ createdAt, recallCalendarId, ...connection }) => ({
    ...connection,
    through: recallCalendarId === null ? ('direct' as const) : ('recall' as const),
    connectedAt: createdAt,
    loss: connection.status === 'active' ? null : (losses.get(connection.id) ?? null),
    calendars: calendars
      .filter(({ connectionId }) => connectionId === connection.id)
      .map(({ connectionId: _, hears, ...calendar }) => ({
        ...calendar,
        hears: recallCalendarId === null ? hears : ('push' as const), // Recall tells us
      })),
  }))
}

/** Permissions that are gone, by connection: since when, and what became of the bots that were planned. */
async function openLosses(tx: OrganizationTx, { userId }: Viewer) {
  const rows = await tx
    .selectFrom('calendarLosses')
    .select(['calendarConnectionId', 'lostAt', 'keptBots', 'calledOffBots'])
    .where('userId', '=', userId)
    .where('calendarId', 'is', null)
    .where('endedAt', 'is', null)
    .execute()
  return new Map(rows.map(({ calendarConnectionId, ...loss }) => [calendarConnectionId, loss]))
}

async function calendarsOf(tx: OrganizationTx, { userId, now }: Viewer) {
  const rows = await tx
    .selectFrom('calendars')
    .select(['id', 'calendarConnectionId as connectionId', 'name', 'isPrimary', 'isSelected'])
    .select(['lastSyncedAt', 'nextPollAt', 'lastError as trouble', 'lostAt'])
    .select((eb) => [
      eb
        .selectFrom('calendarEvents as event')
        .whereRef('event.calendarId', '=', 'calendars.id')
        .where('event.deletedAt', 'is', null)
        .where('event.endTime', '>', now)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('upcomingEvents'),
      eb
        .selectFrom('calendarChannels as channel')
        .whereRef('channel.calendarId', '=', 'calendars.id')
        .where('channel.state', '=', 'active')
        .where('channel.expiresAt', '>', now)
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('channels'),
    ])
    .where('userId', '=', userId)
    .where((eb) => eb.or([eb('isListed', '=', true), eb('isSelected', '=', true)])) // what is gone is not to be chosen
    .orderBy('isPrimary', 'desc')
    .orderBy('name')
    .orderBy('id')
    .execute()
  const policies = await policiesOf(tx)
  return rows.map(({ channels, upcomingEvents, lostAt, ...calendar }) => ({
    ...calendar,
    givenUpAt: lostAt && calendar.isSelected ? graceEnd(lostAt, policies) : null,
    hears: Number(channels ?? 0) > 0 ? ('push' as const) : ('polling' as const),
    upcomingEvents: Number(upcomingEvents ?? 0),
  }))
}

/** Whether this person has a calendar, whether one is being read just now, and which cannot be. */
export async function syncState(tx: OrganizationTx, userId: string) {
  const rows = await tx
    .selectFrom('calendars')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .select(['calendars.name', 'calendars.lastSyncedAt', 'calendars.leaseUntil', 'calendars.lastError'])
    .select(['connection.status', 'connection.statusReason', 'connection.email'])
    .where('calendars.userId', '=', userId)
    .where('calendars.isSelected', '=', true)
    .where('connection.status', '!=', 'disconnected')
    .orderBy('connection.createdAt')
    .orderBy('calendars.id')
    .execute()
  return {
    hasCalendar: rows.length > 0,
    isSyncing: rows.some(
      ({ status, lastSyncedAt, leaseUntil }) =>
        status === 'active' && (lastSyncedAt === null || leaseUntil !== null),
    ),
    troubled: rows.flatMap(({ name, email, status, statusReason, lastError }) => {
      const trouble = status === 'active' ? lastError : (statusReason ?? 'Its permission has ended')
      return trouble === null ? [] : [{ name: name || email, trouble }]
    }),
  }
}

/** Ask for every chosen calendar of one connection. Throws `not_found`, or why the connection cannot be read. */
export async function syncConnection(
  tx: OrganizationTx,
  needs: { jobs: Queue; clock: Clock },
  { userId, connectionId }: { userId: string; connectionId: string },
): Promise<void> {
  const calendars = await tx
    .selectFrom('calendars')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .select(['calendars.organizationId', 'calendars.id as calendarId', 'connection.status'])
    .where('connection.id', '=', connectionId)
    .where('connection.userId', '=', userId)
    .where('connection.status', '!=', 'disconnected')
    .where('calendars.isSelected', '=', true)
    .execute()
  if (calendars.length === 0) throw new Refusal('not_found')
  for (const { status, organizationId, calendarId } of calendars) {
    if (status === 'needs_reauth') throw new Refusal('grant_lost')
    if (status === 'insufficient_scope') throw new Refusal('scope_missing')
    await requestSync(tx, needs, { organizationId, calendarId })
  }
}
