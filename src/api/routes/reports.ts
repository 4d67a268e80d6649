/** Reports over one meeting or many, written for one person. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { Refusal } from '#lib/errors.ts'
import { deleteReport } from '#pipeline/reports/delete-report.ts'
import { listReports, loadReport, meetingsOf } from '#pipeline/reports/reads.ts'
import { requestReport } from '#pipeline/reports/request-report.ts'

const done = { ok: true } as const
const Done = z.object({ ok: z.literal(true) })
const Wishes = z.string().trim().max(4000)
const TemplateId = z.string().max(60)

const ReportRow = z.object({
  id: Id,
  title: z.string(),
  prompt: z.string(),
  templateId: TemplateId.nullable(),
  status: z.enum(['pending', 'generating', 'completed', 'failed']),
  writtenBy: z.string().nullable(),
  createdAt: Instant,
})
const Report = ReportRow.extend({
  sessionIds: z.array(Id),
  meetings: z
    .array(z.object({ id: Id, title: z.string(), at: Instant }))
    .meta({ description: 'of these, what I may see now' }),
  trouble: z.string().nullable(),
  content: z.string().meta({ description: 'Markdown without links, images or HTML; [12] cites source 12' }),
  sources: z.array(z.object({ number: z.number().int(), sessionId: Id, transcriptId: Id })),
}).meta({ id: 'Report' })

const noReport = () => new Refusal('not_found', 'There is no such report')

export const reportRoutes = {
  'GET /v1/reports': route({
    summary: 'My reports, newest first',
    access: 'member',
    returns: z.object({ reports: z.array(ReportRow) }),
    run: async (_input, { tx, caller }) => ({ reports: await listReports(tx, caller.userId) }),
  }),

  'POST /v1/reports': route({
    summary: 'A report over meetings that I may see; it is written piece by piece',
    access: 'member',
    body: z
      .object({
        prompt: Wishes.optional(),
        templateId: TemplateId.optional(),
        sessionIds: z.array(Id).min(1).max(50),
      })
      .refine(
        ({ prompt, templateId }) => prompt || templateId,
        'Say what the report is about, or choose a template',
      ),
    returns: z.object({ id: Id }),
    status: 202,
    run: async ({ body }, { tx, clock, jobs, caller }) => ({
      id: await requestReport(tx, { jobs, now: clock.now() }, caller, body),
    }),
  }),

  'GET /v1/reports/{id}': route({
    summary: 'A report of mine, as far as it is written',
    access: 'member',
    params: z.object({ id: Id }),
    returns: Report,
    async run({ params }, { tx, caller }) {
      const report = await loadReport(tx, caller.userId, params.id)
      if (!report) throw noReport()
      return { ...report, meetings: await meetingsOf(tx, caller, report.sessionIds) }
    },
  }),

  'DELETE /v1/reports/{id}': route({
    summary: 'Delete a report of mine',
    access: 'member',
    params: z.object({ id: Id }),
    returns: Done,
    async run({ params }, { tx, caller }) {
      if (!(await deleteReport(tx, caller.userId, params.id))) throw noReport()
      return done
    },
  }),
}
