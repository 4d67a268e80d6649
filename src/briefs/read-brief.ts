/** One person's brief for a meeting, put together from what they may see. No model is asked. */

import { type CarriedOver, carryOver } from '#briefs/carry-over.ts'
import { checklistOf } from '#briefs/checklist.ts'
import { findRelated, type Related } from '#briefs/find-related.ts'
import { loadKept } from '#briefs/store.ts'
import type { ChecklistItem } from '#briefs/types.ts'
import { invitationOf } from '#calendar/showing/invitation-of.ts'
import type { OrganizationTx } from '#db/db.ts'
import { listDocuments } from '#documents/reads.ts'
import { readRemarks } from '#documents/session-context.ts'
import { type Agenda, agendaOf } from '#pipeline/text/agenda.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

export type Brief = CarriedOver & {
  session: Awaited<ReturnType<typeof readSession>>
  related: Related[]
  agenda: Agenda
  remarks: string
  documents: Awaited<ReturnType<typeof listDocuments>>
  checklist: ChecklistItem[]
}

/** Throws not_found for a meeting that the reader may not see. */
export async function readBrief(
  tx: OrganizationTx,
  reader: Viewer & { fullName: string },
  sessionId: string,
): Promise<Brief> {
  const session = await readSession(tx, reader, sessionId)
  const { text, seriesSessionIds } = await invitationOf(tx, { userId: reader.userId, sessionId })
  const related = await findRelated(tx, reader, session, seriesSessionIds)
  const carried = await carryOver(tx, related, reader.fullName)
  const known = { agenda: agendaOf(text), documents: await listDocuments(tx, sessionId) }
  const kept = await loadKept(tx, reader.userId, sessionId)
  return {
    ...{ session, related, ...carried, ...known },
    remarks: await readRemarks(tx, sessionId),
    checklist: checklistOf({ ...carried, ...known }, kept),
  }
}
