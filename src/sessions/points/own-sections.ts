/** The lists of a summary for whoever may change them: the owner of the meeting, once it is written. */
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import { ownSession } from '#sessions/own-session.ts'
import { lockSections, type Sections } from '#sessions/points/sections.ts'
import type { Viewer } from '#sessions/visible.ts'

/** Locked. Throws not_found, not_allowed, conflict. */
export async function ownSections(tx: OrganizationTx, viewer: Viewer, sessionId: string): Promise<Sections> {
  await ownSession(tx, viewer, sessionId)
  const sections = await lockSections(tx, sessionId)
  if (!sections) throw new Refusal('conflict', 'The summary is not written yet')
  return sections
}
