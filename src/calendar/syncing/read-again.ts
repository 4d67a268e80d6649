/** Read one event once more: also when its calendar's reading waits for a provider that asks us to slow down. */
import { z } from 'zod'
import { withAccess } from '#calendar/connecting/access-token.ts'
import { portFor } from '#calendar/providers/provider.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import { type SyncNeeds, windowAt } from '#calendar/syncing/sync.ts'
import { takeIn } from '#calendar/syncing/take-in.ts'
import type { OrganizationTx } from '#db/db.ts'
import { defineJob } from '#jobs/define.ts'
import { isRefusal } from '#lib/errors.ts'

/** A provider that cannot be asked for one event has its calendar read instead. */
export const readAgain = defineJob({
  name: 'calendar.read_again',
  input: z.object({ organizationId: z.uuid(), eventId: z.uuid() }),
  retry: { limit: 4, delaySeconds: 5 },

  async run(needs: SyncNeeds, { organizationId, eventId }) {
    const inside = <T>(work: (tx: OrganizationTx) => Promise<T>) =>
      needs.db.asOrganization(organizationId, work)
    const event = await inside((tx) => readable(tx, eventId))
    if (!event) return
    const { calendarId, providerCalendarId, externalEventId, provider, recallCalendarId, connectionId } =
      event
    const port = portFor(needs, provider, recallCalendarId)
    try {
      const shown = await withAccess(needs, { organizationId, connectionId }, (accessToken) =>
        port.readEvent({ accessToken, calendarId: providerCalendarId, eventId: externalEventId }),
      )
      await inside(async (tx) => {
        if (!(await readable(tx, eventId))) return // disconnected while we asked
        await takeIn(
          tx,
          needs,
          { ...event, id: calendarId },
          {
            events: shown ? [shown] : [],
            removed: shown ? [] : [externalEventId],
            unreadable: [],
            window: windowAt(needs.clock.now()),
          },
        )
      })
    } catch (error) {
      if (!isRefusal(error) || error.code === 'provider_unavailable') throw error
      await inside((tx) => requestSync(tx, needs, { organizationId, calendarId })) // which says what is wrong
    }
  },
})

const readable = (tx: OrganizationTx, eventId: string) =>
  tx
    .selectFrom('calendarEvents')
    .innerJoin('calendars', 'calendars.id', 'calendarEvents.calendarId')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .select(['calendarEvents.organizationId', 'calendarEvents.userId', 'calendarEvents.externalEventId'])
    .select(['calendars.id as calendarId', 'calendars.providerCalendarId', 'calendars.lastSyncedAt'])
    .select([
      'connection.id as connectionId',
      'connection.provider',
      'connection.recallCalendarId',
      'connection.email as ownerEmail',
    ])
    .where('calendarEvents.id', '=', eventId)
    .where('calendarEvents.deletedAt', 'is', null)
    .where('calendars.isSelected', '=', true)
    .where('connection.status', '=', 'active')
    .executeTakeFirst()
