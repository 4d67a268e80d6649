/** What only the owner of a meeting may do begins here. */
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

/** The meeting, if the viewer owns it. Throws not_found or not_allowed. */
export async function ownSession(tx: OrganizationTx, viewer: Viewer, id: string) {
  const session = await readSession(tx, viewer, id)
  if (session.userId !== viewer.userId)
    throw new Refusal('not_allowed', 'Only the owner of the meeting may do this')
  return session
}
