/** What people write beside a transcript, with the moment that it belongs to. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant } from '#api/wire.ts'
import { readNotes } from '#sessions/notes/read-notes.ts'
import { changeNote, writeNote } from '#sessions/notes/write-note.ts'

const LONGEST = 5_000
const Kind = z
  .enum(['note', 'marker', 'comment'])
  .meta({ description: 'notes and markers are mine alone; comments are seen by whoever sees the meeting' })
const atSeconds = z.number().min(0).max(1_000_000).nullable()
const params = z.object({ id: Id })

export const noteRoutes = {
  'GET /v1/sessions/{id}/notes': route({
    summary: 'My notes and markers beside a meeting, and everybody’s comments',
    access: 'member',
    params,
    returns: z.object({
      notes: z.array(
        z.object({
          ...{ id: Id, kind: Kind, text: z.string(), atSeconds, createdAt: Instant },
          ...{ writer: z.string(), isMine: z.boolean() },
        }),
      ),
    }),
    run: async ({ params: { id } }, { tx, caller }) => ({ notes: await readNotes(tx, caller, id) }),
  }),

  'POST /v1/sessions/{id}/notes': route({
    summary: 'Write a note, set a marker, or comment',
    access: 'member',
    params,
    body: z
      .object({ kind: Kind, text: z.string().trim().max(LONGEST), atSeconds: atSeconds.default(null) })
      .refine(({ kind, text }) => kind === 'marker' || text !== '', {
        path: ['text'],
        message: 'Write something',
      }),
    returns: z.object({ noteId: Id }),
    status: 201,
    run: async ({ params: { id }, body }, { tx, clock, caller }) => {
      const where = { organizationId: caller.organizationId, sessionId: id }
      return { noteId: await writeNote(tx, clock, caller, { ...where, ...body }) }
    },
  }),

  'PUT /v1/sessions/{id}/notes/{noteId}': route({
    summary: 'Change what I wrote; an empty text deletes it',
    access: 'member',
    params: z.object({ id: Id, noteId: Id }),
    body: z.object({ text: z.string().trim().max(LONGEST) }),
    returns: z.object({ ok: z.literal(true) }),
    async run({ params: { id, noteId }, body: { text } }, { tx, clock, caller }) {
      const where = { organizationId: caller.organizationId, sessionId: id }
      await changeNote(tx, clock, caller, { ...where, noteId, text })
      return { ok: true as const }
    },
  }),
}
