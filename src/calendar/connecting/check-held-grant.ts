/** Whether Recall can still read a calendar whose grant it holds: if not, its person has to connect again. */
import { z } from 'zod'
import type { RecallCalendars } from '#calendar/providers/provider.ts'
import { decideConnection } from '#calendar/syncing/decide-connection.ts'
import { endLosses } from '#calendar/syncing/note-loss.ts'
import { requestSyncs } from '#calendar/syncing/request-sync.ts'
import type { Db, OrganizationTx } from '#db/db.ts'
import { defineJob, type Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { db: Db; jobs: Queue; clock: Clock; recallCalendars?: RecallCalendars | null }
type Which = { organizationId: string; connectionId: string }

/** A calendar that is read finds out by itself what Recall lost: this asks for it now, and for one that came back. */
export const checkHeldGrant = defineJob({
  name: 'calendar.check_held_grant',
  input: z.object({ organizationId: z.uuid(), connectionId: z.uuid() }),

  async run(needs: Needs, which) {
    const inside = <T>(work: (tx: OrganizationTx) => Promise<T>) =>
      needs.db.asOrganization(which.organizationId, work)
    const connection = await inside((tx) => readRow(tx, which))
    const { recallCalendars: recall } = needs
    if (!recall || !connection?.recallCalendarId) return
    if (connection.status === 'needs_reauth') {
      if ((await recall.stateOf(connection.recallCalendarId)) !== 'connected') return
      await inside((tx) => takeBack(tx, needs, which))
    }
    await inside((tx) => readAll(tx, needs, which))
  },
})

const readRow = (tx: OrganizationTx, { connectionId }: Which) =>
  tx
    .selectFrom('calendarConnections')
    .select(['recallCalendarId', 'status'])
    .where('id', '=', connectionId)
    .where('status', '!=', 'disconnected')
    .executeTakeFirst()

/** Recall reads it again, without the person having to do anything. */
async function takeBack(tx: OrganizationTx, needs: Needs, { organizationId, connectionId }: Which) {
  const now = needs.clock.now()
  await tx
    .updateTable('calendarConnections')
    .set({ status: 'active', statusReason: null, statusChangedAt: now, updatedAt: now })
    .where('id', '=', connectionId)
    .where('status', '=', 'needs_reauth')
    .execute()
  await endLosses(tx, { connectionId }, now)
  await decideConnection(tx, needs, { organizationId, calendarConnectionId: connectionId })
}

async function readAll(tx: OrganizationTx, needs: Needs, { connectionId }: Which) {
  const calendars = await tx
    .selectFrom('calendars')
    .select(['organizationId', 'id as calendarId'])
    .where('calendarConnectionId', '=', connectionId)
    .where('isSelected', '=', true)
    .execute()
  await requestSyncs(tx, needs, calendars)
}
