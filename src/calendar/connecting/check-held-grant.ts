/** Whether Recall can still read a calendar whose grant it holds: if not, its person has to connect again. */
import { z } from 'zod'
import type { RecallCalendars } from '#calendar/providers/recall-calendars.ts'
import { keepOnlyNear } from '#calendar/syncing/keep-only-near.ts'
import type { Db } from '#db/db.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock; recallCalendars?: RecallCalendars | null }
const LOST = 'Recall cannot read this calendar any more: connect it again'

export const checkHeldGrant = defineJob({
  name: 'calendar.check_held_grant',
  input: z.object({ organizationId: z.uuid(), connectionId: z.uuid() }),

  async run(needs: Needs, { organizationId, connectionId }) {
    const connection = await needs.db.asOrganization(organizationId, (tx) =>
      tx
        .selectFrom('calendarConnections')
        .select(['recallCalendarId', 'status'])
        .where('id', '=', connectionId)
        .executeTakeFirst(),
    )
    const { recallCalendars: recall } = needs
    if (!recall || !connection?.recallCalendarId || connection.status !== 'active') return
    if (await recall.isConnected(connection.recallCalendarId)) return
    const now = needs.clock.now()
    await needs.db.asOrganization(organizationId, async (tx) => {
      await tx
        .updateTable('calendarConnections')
        .set({ status: 'needs_reauth', statusReason: LOST, statusChangedAt: now, updatedAt: now })
        .where('id', '=', connectionId)
        .where('status', '=', 'active')
        .execute()
      await keepOnlyNear(tx, needs, { organizationId, calendarConnectionId: connectionId })
    })
  },
})
