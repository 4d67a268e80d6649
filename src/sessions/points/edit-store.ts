/** The ledger of what people changed in a summary: one row per point, the newest state of each. */
import { sql } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'
import type { PointEdit } from '#sessions/points/apply-edits.ts'
import { SECTIONS, type Section } from '#sessions/points/sections.ts'

type Where = { organizationId: string; sessionId: string; userId: string }

const names = new Map(Object.entries(SECTIONS).map(([section, column]) => [column, section as Section])) // the keys are Sections

export async function loadEdits(tx: OrganizationTx, sessionId: string): Promise<PointEdit[]> {
  const rows = await tx
    .selectFrom('summaryEdits')
    .select(['pointId', 'section', 'topic', 'sourceText', 'transcriptIds', 'change'])
    .where('sessionId', '=', sessionId)
    .orderBy('createdAt')
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, section: names.get(row.section) ?? 'tldr' }))
}

/** Adds to what was changed in this point before. */
export async function saveEdit(
  tx: OrganizationTx,
  clock: Clock,
  where: Where,
  edit: PointEdit,
): Promise<void> {
  const { pointId, sourceText, topic = null } = edit
  const before = (await loadEdits(tx, where.sessionId)).find((known) => known.pointId === pointId)
  const now = clock.now()
  const newest = {
    change: json({ ...before?.change, ...edit.change }),
    transcriptIds: json(edit.transcriptIds),
    userId: where.userId,
    updatedAt: now,
  }
  await tx
    .insertInto('summaryEdits')
    .values({
      ...where,
      id: newId(),
      pointId,
      section: SECTIONS[edit.section],
      topic,
      sourceText,
      createdAt: now,
      ...newest,
    })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'sessionId', 'pointId']).doUpdateSet(newest),
    )
    .execute()
}

/**
 * These points are gone with the words that they rest on: a task that somebody only confirmed or gave away must not come
 * back in the machine's words. What a person wrote stays.
 */
export async function forgetEdits(tx: OrganizationTx, sessionId: string, pointIds: readonly string[]) {
  if (pointIds.length === 0) return
  await tx
    .deleteFrom('summaryEdits')
    .where('sessionId', '=', sessionId)
    .where('pointId', 'in', pointIds)
    .where(sql<boolean>`not change ? 'text'`)
    .execute()
}

/** What a topic was called may repeat what was taken out of it: a title that went with it does not come back. */
export async function forgetTitles(tx: OrganizationTx, sessionId: string, titles: readonly string[]) {
  if (titles.length === 0) return
  await tx
    .updateTable('summaryEdits')
    .set({ change: sql`change - 'topic'` })
    .where('sessionId', '=', sessionId)
    .where(sql<string>`change->>'topic'`, 'in', titles)
    .execute()
}

/** Who changed the words of which point last; those who are gone are not named. */
export async function loadEditors(tx: OrganizationTx, sessionId: string): Promise<Map<string, string>> {
  const rows = await tx
    .selectFrom('summaryEdits')
    .innerJoin('organizationPeople as person', 'person.userId', 'summaryEdits.userId')
    .select(['pointId', 'person.fullName'])
    .where('sessionId', '=', sessionId)
    .execute()
  return new Map(rows.flatMap(({ pointId, fullName }) => (fullName ? [[pointId, fullName]] : [])))
}
