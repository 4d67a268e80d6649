/** Recall says that a calendar it reads for us has news, or that it cannot read it any more. */
import { z } from 'zod'
import { checkHeldGrant } from '#calendar/connecting/check-held-grant.ts'
import { requestSync } from '#calendar/syncing/request-sync.ts'
import { type SystemTx, within } from '#db/db.ts'
import { type Handler, parkedAsUnreadable } from '#events/inbound.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
/** Recall's ids are UUIDs; whatever else stands there (a NUL, say) is no question for the database. */
const RecallId = z.string().regex(/^[\w-]+$/)
const Message = z.object({ event: z.string(), data: z.object({ calendar_id: RecallId }) })

/** Both kinds are wake-ups: what is true is read from Recall. */
export const receiveRecallCalendar: Handler<Needs> = async (tx, needs, { payload }) => {
  const message = Message.safeParse(payload)
  if (!message.success) return parkedAsUnreadable(message.error)
  const { event, data } = message.data
  const connection = await held(tx, data.calendar_id)
  if (!connection) return 'ignored: a calendar that is not ours any more'
  const { organizationId, connectionId, calendarId } = connection
  await within(tx, organizationId, async (mine) => {
    if (event === 'calendar.update')
      await needs.jobs.add(mine, checkHeldGrant, { organizationId, connectionId })
    else if (calendarId) await requestSync(mine, needs, { organizationId, calendarId })
  })
  return 'done'
}

const held = (tx: SystemTx, recallCalendarId: string) =>
  tx
    .selectFrom('calendarConnections as connection')
    .leftJoin('calendars', (join) =>
      join
        .onRef('calendars.organizationId', '=', 'connection.organizationId')
        .onRef('calendars.calendarConnectionId', '=', 'connection.id'),
    )
    .select(['connection.organizationId', 'connection.id as connectionId', 'calendars.id as calendarId'])
    .where('connection.recallCalendarId', '=', recallCalendarId)
    .where('connection.status', '!=', 'disconnected')
    .executeTakeFirst()
