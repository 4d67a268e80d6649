/**
 * Minutes are set aside as soon as a bot is planned, and given back or counted when it is called off or done. What the
 * reservation should be follows from the session's bots, whenever one of them changes.
 */
import { monthOf, timeZoneOf } from '#billing/months.ts'
import { minutesOf } from '#billing/spending/price.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Session = { organizationId: string; sessionId: string }
const ENDED = ['done', 'failed', 'cancelled']

/** Reaction to `bot.changed`. */
export async function reserveMinutes(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { organizationId, sessionId }: Session,
): Promise<void> {
  const bots = await tx
    .selectFrom('bots')
    .select(['userId', 'joinAt', 'meetingEnd', 'state', 'isWanted'])
    .where('sessionId', '=', sessionId)
    .orderBy('generation', 'desc')
    .execute()
  const coming = bots.find(({ state, isWanted }) => isWanted && !ENDED.includes(state))
  if (!coming) return letGo(tx, clock, sessionId)
  const { userId, joinAt, meetingEnd } = coming
  const held = {
    ...{ userId, status: 'held' as const, startsAt: joinAt, updatedAt: clock.now() },
    month: monthOf(joinAt, await timeZoneOf(tx)),
    minutes: minutesOf({ start: joinAt, end: meetingEnd }),
  }
  await tx
    .insertInto('usageReservations')
    .values({ organizationId, id: newId(), sessionId, createdAt: clock.now(), ...held })
    .onConflict((conflict) => conflict.columns(['organizationId', 'sessionId']).doUpdateSet(held))
    .execute()
}

/** What was recorded is in the ledger by now; what was not is free again. */
async function letGo(tx: OrganizationTx, clock: Clock, sessionId: string): Promise<void> {
  const used = await tx
    .selectFrom('usageTracking')
    .select('id')
    .where('sessionId', '=', sessionId)
    .limit(1)
    .executeTakeFirst()
  await tx
    .updateTable('usageReservations')
    .set({ status: used ? 'settled' : 'released', updatedAt: clock.now() })
    .where('sessionId', '=', sessionId)
    .where('status', '=', 'held')
    .execute()
}
