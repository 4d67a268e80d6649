/**
 * Whether an account may be read has changed: its coming meetings are decided anew. While the permission is gone, only
 * those within the grace keep their bot (circumstance.ts); once it is back, the rules decide again.
 */
import { decideEvents } from '#calendar/syncing/decide-events.ts'
import { comingOfConnection } from '#calendar/syncing/owned-events.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

/** Returns how many bots were called off; those that a colleague wants too stay. */
export async function decideConnection(
  tx: OrganizationTx,
  needs: { jobs: Queue; clock: Clock },
  { organizationId, calendarConnectionId }: { organizationId: string; calendarConnectionId: string },
): Promise<number> {
  await takeTurn(tx)
  const events = await comingOfConnection(tx, { calendarConnectionId, now: needs.clock.now() })
  return wishOccurrences(tx, needs, await decideEvents(tx, needs, organizationId, events))
}
