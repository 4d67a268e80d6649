/** Meetings as files: exported in many formats, imported from transcripts that were made elsewhere. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { FileAnswer, Id, Instant } from '#api/wire.ts'
import { type Format, fileOf, formats } from '#transfer/export-session.ts'
import { importSession } from '#transfer/import-session.ts'
import { paperOf } from '#transfer/paper.ts'

const LONGEST_TEXT = 5_000_000
const names = Object.keys(formats) as Format[] // the keys of a constant

export const transferRoutes = {
  'GET /v1/sessions/{id}/export/{format}': route({
    summary: 'The meeting as a file: Markdown, PDF, DOCX, SRT, WebVTT, text or JSON',
    access: 'member_without_transaction',
    params: z.object({ id: Id, format: z.enum(names) }),
    sends: names.map((format) => formats[format].type),
    returns: FileAnswer,
    run: async ({ params: { id, format } }, { db, caller, publicUrl, pdfFonts }) => {
      const paper = await db.asOrganization(caller.organizationId, (tx) => paperOf(tx, caller, id, publicUrl))
      return fileOf(paper, format, { pdfFonts })
    },
  }),

  'POST /v1/imports': route({
    summary: 'A transcript from elsewhere (WebVTT, SubRip or plain text) becomes a meeting of mine',
    access: 'member',
    body: z.object({
      title: z.string().trim().min(1).max(300),
      text: z.string().min(1).max(LONGEST_TEXT).meta({ description: 'the content of the file' }),
      startedAt: Instant.optional(),
    }),
    returns: z.object({
      sessionId: Id,
      lines: z.number().int(),
      speakers: z.array(z.string()),
      hasTimes: z.boolean().meta({ description: 'false: positions were estimated from the words' }),
    }),
    status: 201,
    run: ({ body }, { tx, caller, ...needs }) =>
      importSession(tx, needs, caller, {
        ...{ organizationId: caller.organizationId, fullName: caller.fullName, ...body },
      }),
  }),
}
