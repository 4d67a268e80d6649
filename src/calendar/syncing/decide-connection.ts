/** A permission was lost: the account's coming meetings are decided anew, and only those within the grace keep their bot. */
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import type { LeasedCalendar } from '#calendar/syncing/lease-calendar.ts'
import { comingOfConnection } from '#calendar/syncing/owned-events.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

export async function keepOnlyNear(
  tx: OrganizationTx,
  needs: { jobs: Queue; clock: Clock },
  { organizationId, calendarConnectionId }: Pick<LeasedCalendar, 'organizationId' | 'calendarConnectionId'>,
): Promise<void> {
  const events = await comingOfConnection(tx, { calendarConnectionId, now: needs.clock.now() })
  await wishOccurrences(tx, needs, await decideEvents(tx, needs, organizationId, events))
}
