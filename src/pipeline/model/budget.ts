/** The most that an organization wants to spend on its model in a calendar month (UTC). */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'
import { readMonthUsage } from '#pipeline/model/usage.ts'

export type Budget = { monthlyTokens: number | null; monthlyUsd: number | null }

export const OVER_BUDGET =
  "This month's budget for the model is used up, so this was written by rules. An admin can raise the budget."

/** Null: no limit. */
export async function readBudget(tx: OrganizationTx): Promise<Budget> {
  const row = await tx.selectFrom('modelBudgets').select(['monthlyTokens', 'monthlyUsd']).executeTakeFirst()
  return row ?? { monthlyTokens: null, monthlyUsd: null }
}

/** What is asked at the same time is not foreseen: the limit may be passed by one piece of work for each worker. */
export async function isWithinBudget(tx: OrganizationTx, now: DateTime): Promise<boolean> {
  const { monthlyTokens, monthlyUsd } = await readBudget(tx)
  if (monthlyTokens === null && monthlyUsd === null) return true
  const rows = await readMonthUsage(tx, now)
  const tokens = rows.reduce((sum, row) => sum + Number(row.promptTokens) + Number(row.completionTokens), 0)
  const usd = rows.reduce((sum, row) => sum + (row.costUsd ?? 0), 0)
  return (
    tokens < (monthlyTokens ?? Number.POSITIVE_INFINITY) && usd < (monthlyUsd ?? Number.POSITIVE_INFINITY)
  )
}

export const saveBudget = (tx: OrganizationTx, organizationId: string, budget: Budget, now: DateTime) =>
  tx
    .insertInto('modelBudgets')
    .values({ organizationId, id: newId(), ...budget, updatedAt: now })
    .onConflict((conflict) => conflict.column('organizationId').doUpdateSet({ ...budget, updatedAt: now }))
    .execute()
