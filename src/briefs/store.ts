/** The rows of checklists: each person's own. */
import type { Kept } from '#briefs/checklist.ts'
import type { OrganizationTx } from '#db/db.ts'

/** In the order in which they were written. */
export const loadKept = (tx: OrganizationTx, userId: string, sessionId: string): Promise<Kept[]> =>
  tx
    .selectFrom('prepChecklist')
    .select(['itemKey', 'text', 'status', 'isManual'])
    .where('sessionId', '=', sessionId)
    .where('userId', '=', userId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
