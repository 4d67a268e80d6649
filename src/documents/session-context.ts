/** A few words about a meeting, written by its owner for whoever writes about it: what it is about, names, terms. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { newId } from '#lib/ids.ts'
import { ownSession } from '#sessions/own-session.ts'
import type { Viewer } from '#sessions/visible.ts'

type Where = { organizationId: string; sessionId: string }

/** Empty: nothing was written. */
export async function readRemarks(tx: OrganizationTx, sessionId: string): Promise<string> {
  const row = await tx
    .selectFrom('sessionContext')
    .select('textContext')
    .where('sessionId', '=', sessionId)
    .executeTakeFirst()
  return row?.textContext ?? ''
}

/** An empty text takes them away. Throws not_found or not_allowed. */
export async function saveRemarks(
  tx: OrganizationTx,
  now: DateTime,
  viewer: Viewer,
  { text, ...where }: Where & { text: string },
): Promise<void> {
  await ownSession(tx, viewer, where.sessionId)
  const written = { textContext: text, userId: viewer.userId, updatedAt: now }
  if (text === '') await tx.deleteFrom('sessionContext').where('sessionId', '=', where.sessionId).execute()
  else
    await tx
      .insertInto('sessionContext')
      .values({ ...where, ...written, id: newId(), createdAt: now })
      .onConflict((conflict) => conflict.columns(['organizationId', 'sessionId']).doUpdateSet(written))
      .execute()
  emit(tx, 'context.changed', where)
}
