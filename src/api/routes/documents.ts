/** What people bring to a meeting: documents, and a few words about it. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { FileAnswer, Id, Instant, Passage } from '#api/wire.ts'
import { addDocument } from '#documents/add-document.ts'
import { deleteDocument } from '#documents/delete-document.ts'
import { LONGEST_REMARKS, MOST_BYTES, MOST_DOCUMENTS } from '#documents/limits.ts'
import { readPassages } from '#documents/passages.ts'
import { listDocuments, loadFile } from '#documents/reads.ts'
import { readRemarks, saveRemarks } from '#documents/session-context.ts'
import { documentKinds } from '#documents/types.ts'
import { Refusal } from '#lib/errors.ts'
import { readSession } from '#sessions/reads.ts'

const done = { ok: true } as const
const Done = z.object({ ok: z.literal(true) })
const params = z.object({ id: Id })
const ofDocument = z.object({ id: Id, documentId: Id })
const types = {
  pdf: 'application/pdf',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  txt: 'text/plain; charset=utf-8',
  md: 'text/markdown; charset=utf-8',
  png: 'image/png',
  jpg: 'image/jpeg',
}

const Document = z
  .object({
    id: Id,
    name: z.string(),
    kind: z.enum(documentKinds),
    bytes: z.number().int(),
    pages: z.number().int().nullable(),
    status: z.enum(['pending', 'complete', 'error']),
    trouble: z.string().nullable().meta({ description: 'why it could not be read' }),
    preview: z.string().nullable().meta({ description: 'the beginning of its text' }),
    chars: z.number().int().nullable(),
    confidence: z.number().nullable().meta({ description: 'how sure the words of a picture are, 0 to 1' }),
    addedBy: z.string(),
    canDelete: z.boolean(),
    createdAt: Instant,
  })
  .meta({ id: 'Document' })

export const documentRoutes = {
  'GET /v1/sessions/{id}/context': route({
    summary: 'What was brought to a meeting: its owner’s words about it, and documents',
    access: 'member',
    params,
    returns: z.object({
      text: z.string(),
      canWrite: z.boolean().meta({ description: 'the words are the owner’s' }),
      documents: z.array(Document),
      most: z.object({ bytes: z.number().int(), documents: z.number().int() }),
    }),
    async run({ params: { id } }, { tx, caller }) {
      const session = await readSession(tx, caller, id)
      const owns = session.userId === caller.userId
      const documents = await listDocuments(tx, id)
      return {
        text: await readRemarks(tx, id),
        canWrite: owns,
        documents: documents.map((one) => ({ ...one, canDelete: owns || one.userId === caller.userId })),
        most: { bytes: MOST_BYTES, documents: MOST_DOCUMENTS },
      }
    },
  }),

  'PUT /v1/sessions/{id}/context': route({
    summary: 'A few words about a meeting of mine: what it is about, names, terms',
    access: 'member',
    params,
    body: z.object({ text: z.string().trim().max(LONGEST_REMARKS) }),
    returns: Done,
    async run({ params: { id }, body: { text } }, { tx, clock, caller }) {
      const where = { organizationId: caller.organizationId, sessionId: id }
      await saveRemarks(tx, clock.now(), caller, { ...where, text })
      return done
    },
  }),

  'POST /v1/sessions/{id}/documents': route({
    summary:
      'Add a document; whoever sees the meeting may, and may read it. Its text is read in the background',
    access: 'member',
    params,
    body: z.object({
      name: z.string().trim().min(1).max(1_000),
      content: z.string().meta({ format: 'byte', description: 'the file, as base64' }),
    }),
    returns: z.object({ id: Id }),
    status: 201,
    async run({ params: { id }, body: { name, content } }, { tx, clock, jobs, caller }) {
      const where = { organizationId: caller.organizationId, sessionId: id }
      const needs = { jobs, now: clock.now() }
      return { id: await addDocument(tx, needs, caller, { ...where, name, bytes: bytesOf(content) }) }
    },
  }),

  'GET /v1/sessions/{id}/documents/{documentId}': route({
    summary: 'What was read of a document, in the passages by which it is found and cited',
    access: 'member',
    params: ofDocument,
    returns: z.object({
      name: z.string(),
      kind: z.enum(documentKinds),
      pages: z.number().int().nullable(),
      session: z.object({ id: Id, title: z.string() }),
      passages: z.array(Passage),
    }),
    async run({ params: { id, documentId } }, { tx, caller }) {
      const session = await readSession(tx, caller, id)
      return { ...(await readPassages(tx, id, documentId)), session }
    },
  }),

  'GET /v1/sessions/{id}/documents/{documentId}/file': route({
    summary: 'A document as it came',
    access: 'member',
    params: ofDocument,
    sends: Object.values(types),
    returns: FileAnswer,
    async run({ params: { id, documentId } }, { tx, caller }) {
      await readSession(tx, caller, id)
      const { name, kind, content } = await loadFile(tx, id, documentId)
      return { name, type: types[kind], body: content }
    },
  }),

  'DELETE /v1/sessions/{id}/documents/{documentId}': route({
    summary: 'Take a document away, if I added it or own the meeting',
    access: 'member',
    params: ofDocument,
    returns: Done,
    async run({ params: { id, documentId } }, { tx, caller }) {
      const where = { organizationId: caller.organizationId, sessionId: id }
      await deleteDocument(tx, caller, { ...where, documentId })
      return done
    },
  }),
}

/** Node skips what is no base64, so that the length tells whether anything was. */
function bytesOf(content: string): Buffer {
  const bytes = Buffer.from(content, 'base64')
  if (Math.ceil(bytes.length / 3) * 4 !== content.length)
    throw new Refusal('validation_failed', 'The content is not base64', {
      fields: [{ path: 'content', message: 'Write the file as base64, with its padding' }],
    })
  return bytes
}
