/** Ask for a report over meetings that the asker may see: the asker's prompt, or a template's. */
import type { DateTime } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'
import { writeReport } from '#pipeline/reports/write-report.ts'
import { findTemplate } from '#pipeline/templates/templates.ts'
import { readSession } from '#sessions/reads.ts'
import type { Viewer } from '#sessions/visible.ts'

type Asked = { prompt?: string | undefined; templateId?: string | undefined; sessionIds: readonly string[] }

/** Returns its id. Throws not_found for a meeting or template that the asker may not see. */
export async function requestReport(
  tx: OrganizationTx,
  { jobs, now }: { jobs: Queue; now: DateTime },
  caller: Viewer & { organizationId: string },
  { prompt, templateId, sessionIds }: Asked,
): Promise<string> {
  const sessions = []
  for (const id of new Set(sessionIds)) sessions.push(await readSession(tx, caller, id))
  const template = templateId ? await findTemplate(tx, caller.userId, templateId) : undefined
  if (templateId && !template) throw new Refusal('not_found', 'There is no such template')
  const id = newId()
  const [first] = sessions
  const about = sessions.length === 1 ? first?.title : `${sessions.length} meetings`
  await tx
    .insertInto('customReports')
    .values({
      ...{ organizationId: caller.organizationId, id, userId: caller.userId },
      title: `${template?.name ?? 'Report'}: ${about}`,
      prompt: prompt?.trim() || template?.instructions || '',
      templateId: templateId ?? null,
      sessionIds: sessions.map((session) => session.id),
      ...{ createdAt: now, updatedAt: now },
    })
    .execute()
  await jobs.add(tx, writeReport, { organizationId: caller.organizationId, reportId: id })
  return id
}
