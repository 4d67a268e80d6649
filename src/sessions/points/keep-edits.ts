/** A summary was written: its points get ids, and what people changed in the version before is changed again. */
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import { applyEdits } from '#sessions/points/apply-edits.ts'
import { loadEdits } from '#sessions/points/edit-store.ts'
import { lockSections, saveSections } from '#sessions/points/sections.ts'

/** Reaction to summary.ready; runs before anybody is told of the summary. */
export async function keepEdits(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { sessionId }: { sessionId: string },
): Promise<void> {
  const sections = await lockSections(tx, sessionId)
  if (!sections) return
  const edits = await loadEdits(tx, sessionId)
  await saveSections(tx, clock, sessionId, applyEdits(sections, edits, newId))
}
