/** Delete a report; what it was made of stays. */
import type { OrganizationTx } from '#db/db.ts'

/** Undefined where there is none, or it is another person's. */
export const deleteReport = (tx: OrganizationTx, userId: string, id: string) =>
  tx
    .deleteFrom('customReports')
    .where('id', '=', id)
    .where('userId', '=', userId)
    .returning('id')
    .executeTakeFirst()
