/** Brings the ledger's sum over one session to what it used. The seam that charging will read from. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { type Entry, type LedgerRow, rowsToWrite } from '#billing/metering/ledger.ts'
import type { OrganizationTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

type Session = { organizationId: string; sessionId: string }

/** The session is locked already, so that two writers come one after the other. Returns whether anything changed. */
export async function writeLedger(
  tx: OrganizationTx,
  { organizationId, sessionId }: Session,
  used: Entry | null,
  now: DateTime,
): Promise<boolean> {
  const rows = rowsToWrite(await netOf(tx, sessionId), used)
  if (rows.length === 0) return false
  const stored = rows.map((row) => ({ ...row, organizationId, id: newId(), sessionId, createdAt: now }))
  await tx.insertInto('usageRecords').values(stored).execute()
  for (const row of rows) await addToMonth(tx, organizationId, row, now)
  return true
}

/** Places whose sum is nothing are left out. */
async function netOf(tx: OrganizationTx, sessionId: string): Promise<Entry[]> {
  const sums = await tx
    .selectFrom('usageRecords')
    .select(['userId', 'month', ...sumsOfUsage])
    .where('sessionId', '=', sessionId)
    .groupBy(['userId', 'month'])
    .execute()
  return sums.filter((row) => row.billableSeconds || row.billableMinutes || row.providerSeconds)
}

export const sumsOfUsage = [
  sql<number>`sum(billable_seconds)::int`.as('billableSeconds'),
  sql<number>`sum(billable_minutes)::int`.as('billableMinutes'),
  sql<number>`sum(provider_seconds)::int`.as('providerSeconds'),
] as const

const addToMonth = (tx: OrganizationTx, organizationId: string, row: LedgerRow, now: DateTime) => {
  const { because: _, ...entry } = row
  return tx
    .insertInto('monthlyUsageCache')
    .values({ ...entry, organizationId, id: newId(), updatedAt: now })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'month', 'userId']).doUpdateSet(({ eb }) => ({
        billableSeconds: eb('monthlyUsageCache.billableSeconds', '+', row.billableSeconds),
        billableMinutes: eb('monthlyUsageCache.billableMinutes', '+', row.billableMinutes),
        providerSeconds: eb('monthlyUsageCache.providerSeconds', '+', row.providerSeconds),
        updatedAt: now,
      })),
    )
    .execute()
}
