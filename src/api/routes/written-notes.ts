/** How notes are written: anew, in a certain way, in older versions; templates, reports, and what models cost. */
import { DateTime } from 'luxon'
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { Refusal } from '#lib/errors.ts'
import { readBudget, saveBudget } from '#pipeline/model/budget.ts'
import { readMonthUsage } from '#pipeline/model/usage.ts'
import { requestReport } from '#pipeline/reports/request-report.ts'
import { deleteReport, listReports, loadReport } from '#pipeline/reports/store.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import { listVersions, restoreVersion } from '#pipeline/summarizing/versions.ts'
import { addTemplate, changeTemplate, findTemplate, listTemplates } from '#pipeline/templates/store.ts'
import { ownSession } from '#sessions/own-session.ts'
import { readSession } from '#sessions/reads.ts'

const done = { ok: true } as const
const Done = z.object({ ok: z.literal(true) })
const Wishes = z.string().trim().max(4000)
const TemplateId = z.string().max(60)

const Template = z
  .object({
    id: TemplateId,
    name: z.string(),
    description: z.string(),
    conversationType: z.string().nullable(),
    instructions: z.string(),
    scope: z.enum(['system', 'organization', 'personal']),
  })
  .meta({ id: 'Template' })
const TemplateWords = z.object({
  name: z.string().trim().min(1).max(100),
  description: z.string().trim().max(300).default(''),
  conversationType: z.string().trim().max(50).nullable().default(null),
  instructions: Wishes.min(1),
})

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
  trouble: z.string().nullable(),
  content: z.string().meta({ description: 'Markdown without links, images or HTML; [12] cites source 12' }),
  sources: z.array(z.object({ number: z.number().int(), sessionId: Id, transcriptId: Id })),
}).meta({ id: 'Report' })

const noReport = () => new Refusal('not_found', 'There is no such report')

export const writtenNoteRoutes = {
  'POST /v1/sessions/{id}/summarize': route({
    summary: 'Write the summary anew, perhaps in a certain way; what people changed stays',
    access: 'member',
    params: z.object({ id: Id }),
    body: z
      .object({ instructions: Wishes.nullable().optional(), templateId: TemplateId.nullable().optional() })
      .optional(),
    returns: Done,
    status: 202,
    async run({ params, body }, { tx, clock, jobs, caller }) {
      const { organizationId } = caller
      const { status } = await ownSession(tx, caller, params.id)
      if (status !== 'complete') throw new Refusal('conflict', 'The meeting is not over yet')
      if (body?.templateId && !(await findTemplate(tx, caller.userId, body.templateId)))
        throw new Refusal('not_found', 'There is no such template')
      await requestSummary(tx, { jobs, now: clock.now() }, { organizationId, sessionId: params.id, ...body })
      return done
    },
  }),

  'GET /v1/sessions/{id}/summary-versions': route({
    summary: 'The summaries that were written of a meeting, newest first',
    access: 'member',
    params: z.object({ id: Id }),
    returns: z.object({
      versions: z.array(
        z.object({
          version: z.number().int(),
          writtenBy: z.string().nullable(),
          instructions: z.string().nullable(),
          templateId: z.string().nullable(),
          createdAt: Instant,
        }),
      ),
    }),
    async run({ params }, { tx, caller }) {
      await readSession(tx, caller, params.id)
      return { versions: await listVersions(tx, params.id) }
    },
  }),

  'POST /v1/sessions/{id}/summary-versions/{version}/restore': route({
    summary: 'Put an older summary in place of the newest',
    access: 'member',
    params: z.object({ id: Id, version: z.coerce.number().int().min(1).max(1_000_000) }),
    returns: Done,
    async run({ params }, { tx, clock, caller }) {
      await ownSession(tx, caller, params.id)
      const where = { organizationId: caller.organizationId, sessionId: params.id }
      await restoreVersion(tx, where, params.version, clock.now())
      return done
    },
  }),

  'GET /v1/templates': route({
    summary: "Templates: the system's, the organization's, my own",
    access: 'member',
    returns: z.object({ templates: z.array(Template) }),
    run: async (_input, { tx, caller }) => ({ templates: await listTemplates(tx, caller.userId) }),
  }),

  'POST /v1/templates': route({
    summary: 'A template of my own, or (admins) for everybody',
    access: 'member',
    body: TemplateWords.extend({ isShared: z.boolean().default(false) }),
    returns: z.object({ id: Id }),
    status: 201,
    run: async ({ body }, { tx, clock, caller }) => ({
      id: await addTemplate(tx, caller, body, clock.now()),
    }),
  }),

  'PATCH /v1/templates/{id}': route({
    summary: 'Change a template of mine, or (admins) of the organization',
    access: 'member',
    params: z.object({ id: Id }),
    body: TemplateWords.partial(),
    returns: Done,
    async run({ params, body }, { tx, clock, caller }) {
      await changeTemplate(tx, caller, params.id, body, clock.now())
      return done
    },
  }),

  'DELETE /v1/templates/{id}': route({
    summary: 'Delete a template of mine, or (admins) of the organization; what was written with it stays',
    access: 'member',
    params: z.object({ id: Id }),
    returns: Done,
    async run({ params }, { tx, clock, caller }) {
      await changeTemplate(tx, caller, params.id, { isDeleted: true }, clock.now())
      return done
    },
  }),

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
      return report
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

  'GET /v1/model-usage': route({
    summary: 'What models have used this month (UTC), and the most that they may',
    access: 'admin',
    query: z.object({
      month: z
        .string()
        .regex(/^\d{4}-\d{2}$/)
        .optional(),
    }),
    returns: z.object({
      month: z.string(),
      rows: z.array(
        z.object({
          purpose: z.string(),
          model: z.string(),
          times: z.number().int(),
          promptTokens: z.number().int(),
          completionTokens: z.number().int(),
          costUsd: z.number().nullable(),
        }),
      ),
      budget: z.object({ monthlyTokens: z.number().nullable(), monthlyUsd: z.number().nullable() }),
    }),
    async run({ query }, { tx, clock }) {
      const month = query.month ? DateTime.fromISO(`${query.month}-01`, { zone: 'utc' }) : clock.now()
      if (!month.isValid) throw new Refusal('validation_failed', 'There is no such month')
      const rows = await readMonthUsage(tx, month)
      const numbers = rows.map(({ times, promptTokens, completionTokens, ...row }) => ({
        ...row,
        ...{
          times: Number(times),
          promptTokens: Number(promptTokens),
          completionTokens: Number(completionTokens),
        },
      }))
      return { month: month.toFormat('yyyy-MM'), rows: numbers, budget: await readBudget(tx) }
    },
  }),

  'PATCH /v1/model-budget': route({
    summary: 'The most that models may use in a month; above it, rules write. Null: no limit',
    access: 'admin',
    body: z.object({
      monthlyTokens: z.number().int().min(0).nullable(),
      monthlyUsd: z.number().min(0).nullable(),
    }),
    returns: Done,
    async run({ body }, { tx, clock, caller }) {
      await saveBudget(tx, caller.organizationId, body, clock.now())
      return done
    },
  }),
}
