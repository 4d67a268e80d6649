/** The monthly sums are derived: thrown away and made anew from the ledger, they are the same. */
import type { DateTime } from 'luxon'
import { sumsOfUsage } from '#billing/metering/write-ledger.ts'
import type { OrganizationTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

export async function rebuildMonths(
  tx: OrganizationTx,
  organizationId: string,
  now: DateTime,
): Promise<void> {
  await tx.deleteFrom('monthlyUsageCache').execute()
  const sums = await tx
    .selectFrom('usageRecords')
    .select(['userId', 'month', ...sumsOfUsage])
    .groupBy(['userId', 'month'])
    .execute()
  const rows = sums.map((row) => ({ ...row, organizationId, id: newId(), updatedAt: now }))
  if (rows.length > 0) await tx.insertInto('monthlyUsageCache').values(rows).execute()
}
