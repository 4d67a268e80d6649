/** Which calendars an account has changes: once a day the list is read anew. New ones wait to be chosen. */
import { sql } from 'kysely'
import { z } from 'zod'
import { type TokenNeeds, withAccess } from '#calendar/connecting/access-token.ts'
import { type ProviderCalendar, portFor } from '#calendar/providers/provider.ts'
import { BATCH } from '#calendar/syncing/readable-calendars.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import { recordset } from '#db/recordset.ts'
import { defineJob, defineSweep, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { isRefusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

const EVERY_HOURS = 24
type Which = { organizationId: string; connectionId: string }

/** A list that cannot be read is left for the next day: what matters of it, reading the calendars will say. */
export const refreshList = defineJob({
  name: 'calendar.refresh_list',
  input: z.object({ organizationId: z.uuid(), connectionId: z.uuid() }),

  async run(needs: TokenNeeds, which: Which) {
    const inside = <T>(work: (tx: OrganizationTx) => Promise<T>) =>
      needs.db.asOrganization(which.organizationId, work)
    const connection = await inside((tx) => active(tx, which.connectionId))
    if (!connection) return
    try {
      const port = portFor(needs, connection.provider)
      const list = await withAccess(needs, which, (accessToken) => port.listCalendars(accessToken))
      await inside((tx) => keep(tx, needs.clock, { ...which, userId: connection.userId }, list))
    } catch (error) {
      if (!isRefusal(error)) throw error
    }
  },
})

/** Only accounts that are read directly: a feed is one calendar, and Recall reads the primary one. */
const active = (tx: OrganizationTx, connectionId: string) =>
  tx
    .selectFrom('calendarConnections')
    .select(['provider', 'userId'])
    .where('id', '=', connectionId)
    .where('status', '=', 'active')
    .where('provider', '!=', 'ics')
    .where('recallCalendarId', 'is', null)
    .executeTakeFirst()

async function keep(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, connectionId, userId }: Which & { userId: string },
  list: readonly ProviderCalendar[],
): Promise<void> {
  const now = clock.now()
  for (const { id, name, isPrimary, timeZone } of list)
    await tx
      .insertInto('calendars')
      .values({
        ...{
          organizationId,
          id: newId(),
          calendarConnectionId: connectionId,
          userId,
          providerCalendarId: id,
        },
        ...{ name, isPrimary, timeZone, isSelected: false, createdAt: now },
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organizationId', 'calendarConnectionId', 'providerCalendarId'])
          .doUpdateSet({ name, timeZone, isListed: true, updatedAt: now }),
      )
      .execute()
  await tx
    .updateTable('calendars')
    .set({ isListed: false, updatedAt: now })
    .where('calendarConnectionId', '=', connectionId)
    .where('providerCalendarId', '<>', sql<string>`all(${list.map(({ id }) => id)})`)
    .where('isListed', '=', true)
    .execute()
}

/** Due lists, the one that waits longest first. */
export const refreshLists = defineSweep({
  name: 'calendar.refresh_lists',
  everySeconds: 600,
  run: ({ db, jobs, clock }: { db: Db; jobs: Queue; clock: Clock }) =>
    db.asSystem(async (tx) => {
      const now = clock.now()
      const due = await tx
        .selectFrom('calendarConnections')
        .select(['organizationId', 'id as connectionId'])
        .where('status', '=', 'active')
        .where('provider', '!=', 'ics')
        .where('recallCalendarId', 'is', null)
        .where((eb) => eb(eb.fn.coalesce('listedAt', 'createdAt'), '<', now.minus({ hours: EVERY_HOURS })))
        .orderBy(sql`coalesce(listed_at, created_at)`)
        .orderBy('id')
        .limit(BATCH)
        .forUpdate()
        .skipLocked()
        .execute()
      if (due.length === 0) return
      await sql`update calendar_connections as connection set listed_at = ${now}::timestamptz
        from ${recordset(due, { organizationId: 'uuid', connectionId: 'uuid' })}
        where connection.organization_id = r.organization_id and connection.id = r.connection_id`.execute(tx)
      for (const which of due) await jobs.add(tx, refreshList, which)
    }),
})
