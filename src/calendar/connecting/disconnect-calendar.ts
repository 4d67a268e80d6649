/** Disconnect: what only this calendar wanted is called off at once; the provider is told afterwards. */
import { forgetGrant } from '#calendar/connecting/forget-grant.ts'
import { wishOccurrences } from '#calendar/syncing/wish-occurrences.ts'
import { withdrawWishes } from '#calendar/syncing/withdraw-wishes.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'

type Needs = { jobs: Queue; clock: Clock }
type Which = { organizationId: string; userId: string; connectionId: string }

/** Returns how many bots were called off; those that a colleague wants too stay. Throws `not_found`. */
export async function disconnectCalendar(tx: OrganizationTx, needs: Needs, which: Which): Promise<number> {
  const { organizationId, userId, connectionId } = which
  const now = needs.clock.now()
  const found = await tx
    .updateTable('calendarConnections')
    .set({ status: 'disconnected', statusReason: null, statusChangedAt: now, updatedAt: now })
    .where('id', '=', connectionId)
    .where('userId', '=', userId)
    .where('status', '!=', 'disconnected')
    .returning('id')
    .executeTakeFirst()
  if (!found) throw new Refusal('not_found')
  const calendars = await tx
    .updateTable('calendars')
    .set({ syncCursor: null, leaseUntil: null, nextPollAt: null, updatedAt: now })
    .where('calendarConnectionId', '=', connectionId)
    .returning('id')
    .execute()
  for (const { id } of calendars) emit(tx, 'calendar.changed', { organizationId, calendarId: id, userId })
  await needs.jobs.add(tx, forgetGrant, { organizationId, connectionId })
  return wishOccurrences(
    tx,
    needs,
    await withdrawWishes(
      tx,
      needs,
      calendars.map(({ id }) => id),
    ),
  )
}
