/** Said once at 80 and once at 100 percent of a limit, for the month in which it happened. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { newId } from '#lib/ids.ts'

export const LEVELS = [80, 100] as const

/** Which levels this use has reached. Pure. */
export const levelsReached = (used: number, limit: number): (typeof LEVELS)[number][] =>
  LEVELS.filter((percent) => used * 100 >= limit * percent)

type Where = { organizationId: string; month: string; userId: string | null }

/** After something was counted for this person and month, or a limit was changed (null: the organization's). */
export async function warnAboutLimits(
  tx: OrganizationTx,
  { organizationId, month, userId }: Where,
  now: DateTime,
) {
  const limits = await tx
    .selectFrom('spendingLimits')
    .select(['userId', 'monthlyMinutes'])
    .where((eb) => eb.or([eb('userId', 'is', null), ...(userId === null ? [] : [eb('userId', '=', userId)])]))
    .execute()
  if (limits.length === 0) return
  const months = await tx
    .selectFrom('monthlyUsageCache')
    .select(['userId', 'billableMinutes'])
    .where('month', '=', month)
    .execute()
  for (const limit of limits) {
    const counted = months.filter((row) => limit.userId === null || row.userId === limit.userId)
    const used = counted.reduce((sum, { billableMinutes }) => sum + billableMinutes, 0)
    for (const percent of levelsReached(used, limit.monthlyMinutes)) {
      const about = { userId: limit.userId, usedMinutes: used, limitMinutes: limit.monthlyMinutes }
      await warnOnce(tx, { organizationId, month, percent, ...about, createdAt: now })
    }
  }
}

type Warning = {
  organizationId: string
  userId: string | null
  month: string
  percent: number
  usedMinutes: number
  limitMinutes: number
  createdAt: DateTime
}

async function warnOnce(tx: OrganizationTx, warning: Warning): Promise<void> {
  const id = newId()
  const said = await tx
    .insertInto('spendingWarnings')
    .values({ id, ...warning })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if ((said.numInsertedOrUpdatedRows ?? 0n) === 0n) return
  emit(tx, 'spending.warned', { organizationId: warning.organizationId, warningId: id })
}
