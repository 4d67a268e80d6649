/** Somebody left the organization: their calendars wish nothing any more. A reaction, in the transaction of the removal. */
import { disconnectCalendar } from '#calendar/connecting/disconnect-calendar.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Events } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }

export async function disconnectMember(
  tx: OrganizationTx,
  needs: Needs,
  { organizationId, userId }: Events['member.removed'],
) {
  const connections = await tx
    .selectFrom('calendarConnections')
    .select('id')
    .where('userId', '=', userId)
    .where('status', '!=', 'disconnected')
    .execute()
  for (const { id: connectionId } of connections)
    await disconnectCalendar(tx, needs, { organizationId, userId, connectionId })
}
