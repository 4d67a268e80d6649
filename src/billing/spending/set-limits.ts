/** The limits that an organization gives itself. */
import { monthOf, timeZoneOf } from '#billing/months.ts'
import { warnAboutLimits } from '#billing/spending/warn.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

type Limit = {
  organizationId: string
  /** null: of the whole organization. */
  userId: string | null
  /** null: no limit any more. */
  monthlyMinutes: number | null
}

/** Refuses (not_found) somebody who is not a member. Bots that are planned are looked at within a minute. */
export async function setLimit(tx: OrganizationTx, { clock }: { clock: Clock }, limit: Limit): Promise<void> {
  const { organizationId, userId, monthlyMinutes } = limit
  if (userId !== null && !(await isMember(tx, userId)))
    throw new Refusal('not_found', 'There is no such member')
  const now = clock.now()
  if (monthlyMinutes === null)
    await tx
      .deleteFrom('spendingLimits')
      .where('userId', userId === null ? 'is' : '=', userId)
      .execute()
  else
    await tx
      .insertInto('spendingLimits')
      .values({ organizationId, id: newId(), userId, monthlyMinutes, createdAt: now, updatedAt: now })
      .onConflict((conflict) =>
        conflict.columns(['organizationId', 'userId']).doUpdateSet({ monthlyMinutes, updatedAt: now }),
      )
      .execute()
  const month = monthOf(now, await timeZoneOf(tx))
  await forgetWarnings(tx, month, userId)
  await warnAboutLimits(tx, { organizationId, month, userId }, now)
  emit(tx, 'limits.changed', { organizationId })
}

/** Another limit is reached anew. */
const forgetWarnings = (tx: OrganizationTx, month: string, userId: string | null) =>
  tx
    .deleteFrom('spendingWarnings')
    .where('month', '=', month)
    .where('userId', userId === null ? 'is' : '=', userId)
    .execute()

const isMember = (tx: OrganizationTx, userId: string) =>
  tx.selectFrom('organizationPeople').select('userId').where('userId', '=', userId).executeTakeFirst()
