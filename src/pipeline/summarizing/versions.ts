/** Every finished summary is kept as it was written; an older one can be put back. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import { json, type Point } from '#db/json.ts'
import { emit } from '#events/events.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { lockSession } from '#pipeline/store.ts'

/** Newest first. */
export const listVersions = (tx: OrganizationTx, sessionId: string) =>
  tx
    .selectFrom('summaryVersions')
    .select(['version', 'modelUsed as writtenBy', 'instructions', 'templateId', 'createdAt'])
    .where('sessionId', '=', sessionId)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()

/** One of them, as it was written. Throws not_found. */
export async function readVersion(tx: OrganizationTx, sessionId: string, version: number) {
  const found = await tx
    .selectFrom('summaryVersions')
    .select(['version', 'modelUsed as writtenBy', 'instructions', 'templateId', 'createdAt', 'content'])
    .where('sessionId', '=', sessionId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!found) throw new Refusal('not_found', 'There is no such version')
  const { content, ...rest } = found
  const shown = ({ text, transcriptIds }: Point) => ({ text, lineIds: transcriptIds })
  return {
    ...{ ...rest, title: content.title },
    ...{ tldr: content.tldr.map(shown), decisions: content.decisions.map(shown) },
    actionItems: content.actionItems.map((item) => ({
      ...{ ...shown(item), owner: item.owner, dueDate: item.dueDate },
    })),
    followUpQuestions: content.followUpQuestions.map(shown),
    highlights: content.highlights.map(shown),
    topics: content.topics.map(({ title, points }) => ({ title, points: points.map(shown) })),
  }
}

type Where = { organizationId: string; sessionId: string }

/** The older one becomes the newest; what people changed stays theirs. Throws not_found, or conflict while one is being written. */
export async function restoreVersion(
  tx: OrganizationTx,
  where: Where,
  version: number,
  now: DateTime,
): Promise<void> {
  await lockSession(tx, where.sessionId) // what is redacted meanwhile must not come back: see follow-versions.ts
  const old = await tx
    .selectFrom('summaryVersions')
    .select(['content', 'modelUsed', 'instructions', 'templateId'])
    .where('sessionId', '=', where.sessionId)
    .where('version', '=', version)
    .executeTakeFirst()
  if (!old) throw new Refusal('not_found', 'There is no such version')
  const { content, ...rest } = old
  const restored = await tx
    .updateTable('summaries')
    .set(({ eb }) => ({
      ...rest,
      version: eb('version', '+', 1),
      title: content.title,
      tldr: json(content.tldr),
      keyDecisions: json(content.decisions),
      actionItems: json(content.actionItems),
      followUpQuestions: json(content.followUpQuestions),
      conversationHighlights: json(content.highlights),
      structuredNotes: json(content.topics),
      generationError: null,
      updatedAt: now,
    }))
    .where('sessionId', '=', where.sessionId)
    .where('generationStatus', 'in', ['completed', 'failed'])
    .returning('version')
    .executeTakeFirst()
  if (!restored) throw new Refusal('conflict', 'A summary is being written just now')
  await tx
    .insertInto('summaryVersions')
    .values({
      ...where,
      ...rest,
      id: newId(),
      version: restored.version,
      content: json(content),
      createdAt: now,
    })
    .execute()
  emit(tx, 'summary.ready', where)
}
