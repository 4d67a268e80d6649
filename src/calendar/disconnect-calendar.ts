/** Disconnect: what only this calendar wanted is called off at once; the provider is told afterwards. */
import { forgetGrant } from '#calendar/forget-grant.ts'
import { wishOccurrences } from '#calendar/wish-occurrences.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

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

/** The coming events leave the page, and nothing of them is wished any more. What has been stays as it was. */
async function withdrawWishes(
  tx: OrganizationTx,
  { clock }: Needs,
  calendarIds: string[],
): Promise<string[]> {
  if (calendarIds.length === 0) return []
  const now = clock.now()
  const events = await tx
    .updateTable('calendarEvents')
    .set({ deletedAt: now, updatedAt: now })
    .where('calendarId', 'in', calendarIds)
    .where('endTime', '>', now)
    .where('deletedAt', 'is', null)
    .returning('id')
    .execute()
  if (events.length === 0) return []
  const trail = json([{ step: 'disconnected', outcome: 'skip' }])
  const wished = await tx
    .updateTable('calendarSightings')
    .set({ wants: false, because: 'disconnected', joinAt: null, trail, decidedAt: now, updatedAt: now })
    .where(
      'calendarEventId',
      'in',
      events.map(({ id }) => id),
    )
    .where('wants', '=', true)
    .returning(['organizationId', 'userId', 'calendarEventId', 'occurrenceId'])
    .execute()
  if (wished.length === 0) return []
  const history = wished.map((sighting) => ({
    ...sighting,
    id: newId(),
    action: 'skip' as const,
    because: 'disconnected',
    trail,
    decidedAt: now,
    createdAt: now,
  }))
  await tx.insertInto('calendarAutoJoinLogs').values(history).execute()
  return [...new Set(wished.map(({ occurrenceId }) => occurrenceId))]
}
