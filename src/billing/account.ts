/** A month as the Usage page shows it beside the meetings: limits, what is set aside, and what was warned about. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'

export type LimitShown = {
  /** null: of the whole organization. */
  userId: string | null
  monthlyMinutes: number
  usedMinutes: number
  heldMinutes: number
}

/** Limits with what has been used, and set aside, of them in this month. */
export async function limitsOf(tx: OrganizationTx, month: string): Promise<LimitShown[]> {
  const limits = await tx
    .selectFrom('spendingLimits')
    .select(['userId', 'monthlyMinutes'])
    .orderBy('userId')
    .execute()
  if (limits.length === 0) return []
  const used = await tx
    .selectFrom('monthlyUsageCache')
    .select(['userId', 'billableMinutes as minutes'])
    .where('month', '=', month)
    .execute()
  const held = await tx
    .selectFrom('usageReservations')
    .select(['userId', 'minutes'])
    .where('month', '=', month)
    .where('status', '=', 'held')
    .execute()
  return limits.map((limit) => ({
    ...limit,
    usedMinutes: sumOf(used, limit.userId),
    heldMinutes: sumOf(held, limit.userId),
  }))
}

const sumOf = (rows: readonly { userId: string; minutes: number }[], userId: string | null) =>
  rows
    .filter((row) => userId === null || row.userId === userId)
    .reduce((sum, { minutes }) => sum + minutes, 0)

/** Minutes that are set aside for meetings to come. */
export async function heldMinutes(tx: OrganizationTx, month: string): Promise<number> {
  const { minutes } = await tx
    .selectFrom('usageReservations')
    .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('minutes'), eb.lit(0)).as('minutes'))
    .where('month', '=', month)
    .where('status', '=', 'held')
    .executeTakeFirstOrThrow()
  return Number(minutes)
}

export type WarningShown = {
  userId: string | null
  percent: number
  usedMinutes: number
  limitMinutes: number
  at: DateTime
}

/** The highest level that was reached of each limit. */
export async function warningsOf(tx: OrganizationTx, month: string): Promise<WarningShown[]> {
  return tx
    .selectFrom('spendingWarnings')
    .distinctOn('userId')
    .select(['userId', 'percent', 'usedMinutes', 'limitMinutes', 'createdAt as at'])
    .where('month', '=', month)
    .orderBy('userId')
    .orderBy('percent', 'desc')
    .execute()
}
