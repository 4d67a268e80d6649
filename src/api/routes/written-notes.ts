/** The summary written anew, perhaps in a certain way, and its older versions. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { Refusal } from '#lib/errors.ts'
import { requestSummary } from '#pipeline/summarizing/request-summary.ts'
import { listVersions, readVersion, restoreVersion } from '#pipeline/summarizing/versions.ts'
import { findTemplate } from '#pipeline/templates/templates.ts'
import { ownSession } from '#sessions/own-session.ts'
import { readSession } from '#sessions/reads.ts'

const done = { ok: true } as const
const Done = z.object({ ok: z.literal(true) })
const Wishes = z.string().trim().max(4000)
const TemplateId = z.string().max(60)

const Version = z.object({
  version: z.number().int(),
  writtenBy: z.string().nullable(),
  instructions: z.string().nullable(),
  templateId: z.string().nullable(),
  createdAt: Instant,
})
const Point = z.object({ text: z.string(), lineIds: z.array(Id) })
const ofVersion = z.object({ id: Id, version: z.coerce.number().int().min(1).max(1_000_000) })

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
      versions: z.array(Version),
    }),
    async run({ params }, { tx, caller }) {
      await readSession(tx, caller, params.id)
      return { versions: await listVersions(tx, params.id) }
    },
  }),

  'GET /v1/sessions/{id}/summary-versions/{version}': route({
    summary: 'One of them as it was written, before people changed it; without what was redacted since',
    access: 'member',
    params: ofVersion,
    returns: Version.extend({
      title: z.string().nullable(),
      tldr: z.array(Point),
      decisions: z.array(Point),
      actionItems: z.array(Point.extend({ owner: z.string().nullable(), dueDate: z.string().nullable() })),
      followUpQuestions: z.array(Point),
      highlights: z.array(Point),
      topics: z.array(z.object({ title: z.string(), points: z.array(Point) })),
    }),
    async run({ params: { id, version } }, { tx, caller }) {
      await readSession(tx, caller, id)
      return readVersion(tx, id, version)
    },
  }),

  'POST /v1/sessions/{id}/summary-versions/{version}/restore': route({
    summary: 'Put an older summary in place of the newest',
    access: 'member',
    params: ofVersion,
    returns: Done,
    async run({ params }, { tx, clock, caller }) {
      await ownSession(tx, caller, params.id)
      const where = { organizationId: caller.organizationId, sessionId: params.id }
      await restoreVersion(tx, where, params.version, clock.now())
      return done
    },
  }),
}
