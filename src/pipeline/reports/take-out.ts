/** Lines were redacted: every line of a report that cites one of them goes, whether it is written or being written. */
import { sql } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import { json, type ReportSource } from '#db/json.ts'
import { type Events, emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import { redactedOf } from '#pipeline/following/redacted.ts'
import { numbersIn } from '#pipeline/reports/keep-what-holds.ts'

type Cited = { content: string; sources: ReportSource[] }

const TAKEN_OUT = 'Sentences were taken out: the lines that they cite were redacted or erased.'

/** Reaction to record.changed. */
export async function followReports(
  tx: OrganizationTx,
  { clock }: { clock: Clock },
  { organizationId, transcriptIds }: Events['record.changed'],
): Promise<void> {
  const redacted = await redactedOf(tx, transcriptIds)
  if (redacted.size === 0) return
  for (const { id, userId, ...report } of await reportsOn(tx, [...redacted])) {
    const { content, sources } = withoutLines(report, redacted)
    await tx
      .updateTable('customReports')
      .set({ generatedContent: content, sources: json(sources), generationError: TAKEN_OUT })
      .set({ updatedAt: clock.now() })
      .where('id', '=', id)
      .execute()
    emit(tx, 'report.changed', { organizationId, reportId: id, userId })
  }
}

/** What may be kept of a report now. Holds its meetings, so that nothing is redacted until it is kept. */
export async function standing<C extends Cited>(tx: OrganizationTx, report: C): Promise<C> {
  const meetings = report.sources.map(({ sessionId }) => sessionId)
  if (meetings.length === 0) return report
  await tx.selectFrom('sessions').select('id').where('id', 'in', meetings).orderBy('id').forShare().execute()
  const lines = report.sources.map(({ transcriptId }) => transcriptId)
  return { ...report, ...withoutLines(report, await redactedOf(tx, lines)) }
}

export function withoutLines({ content, sources }: Cited, gone: ReadonlySet<string>): Cited {
  const left = sources.filter(({ transcriptId }) => !gone.has(transcriptId))
  const out = new Set(sources.filter((source) => !left.includes(source)).map(({ number }) => number))
  const kept = content.split('\n').filter((line) => !numbersIn(line).some((number) => out.has(number)))
  return { content: kept.join('\n').trim(), sources: left }
}

const reportsOn = (tx: OrganizationTx, transcriptIds: string[]) =>
  tx
    .selectFrom('customReports')
    .select(['id', 'userId', 'generatedContent as content', 'sources'])
    .where(
      sql<boolean>`exists (select from jsonb_array_elements(sources) as source
                           where source ->> 'transcriptId' = any(${transcriptIds}::text[]))`,
    )
    .orderBy('id')
    .forUpdate()
    .execute()
