/** What the owner of a meeting does to its record: lines corrected, redacted, given to another speaker; points edited. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id } from '#api/wire.ts'
import { addPoint, editPoint } from '#sessions/points/edit-point.ts'
import { renameTopic } from '#sessions/points/rename-topic.ts'
import { correctLine } from '#sessions/record/correct-line.ts'
import { joinSessions } from '#sessions/record/join-sessions.ts'
import { redactLines } from '#sessions/record/redact-lines.ts'
import { renameSpeaker } from '#sessions/record/rename-speaker.ts'
import { undoEdit } from '#sessions/record/undo-edit.ts'

const LONGEST_LINE = 10_000
const LONGEST_POINT = 2_000
const LONGEST_NAME = 120
const LONGEST_TOPIC = 200
const MOST_LINES = 500

const Edit = z
  .object({
    editId: Id.nullable().meta({ description: 'with which it can be taken back; null: nothing changed' }),
  })
  .meta({ id: 'Edit' })
const Section = z.enum(['tldr', 'decisions', 'actionItems', 'followUpQuestions', 'highlights', 'topics'])
const Ok = z.object({ ok: z.literal(true) })
const done = { ok: true } as const
const onLine = z.object({ id: Id, lineId: Id })
const name = z.string().trim().min(1).max(LONGEST_NAME)
const topic = z.string().trim().min(1).max(LONGEST_TOPIC)

export const recordRoutes = {
  'PATCH /v1/sessions/{id}/lines/{lineId}': route({
    summary: 'Correct what a line says (its owner only)',
    access: 'member',
    params: onLine,
    body: z.object({ text: z.string().trim().min(1).max(LONGEST_LINE) }),
    returns: Edit,
    run: async ({ params, body }, { tx, clock, caller }) => ({
      editId: await correctLine(tx, clock, caller, { ...line(params, caller), text: body.text }),
    }),
  }),

  'PUT /v1/sessions/{id}/lines/{lineId}/speaker': route({
    summary: 'Say who spoke: this line, or all lines of that speaker; perhaps in meetings to come, too',
    access: 'member',
    params: onLine,
    body: z.object({
      name,
      scope: z.enum(['line', 'speaker']),
      isRemembered: z.boolean().default(false),
    }),
    returns: Edit,
    run: async ({ params, body }, { tx, clock, caller }) => ({
      editId: await renameSpeaker(tx, clock, caller, { ...line(params, caller), ...body }),
    }),
  }),

  'POST /v1/sessions/{id}/redactions': route({
    summary: 'Remove what was said in some lines; for a day it can be taken back',
    access: 'member',
    params: z.object({ id: Id }),
    body: z.object({ lineIds: z.array(Id).min(1).max(MOST_LINES) }),
    returns: Edit,
    run: async ({ params, body }, { tx, clock, caller }) => ({
      editId: await redactLines(tx, clock, caller, {
        ...{ organizationId: caller.organizationId, sessionId: params.id, transcriptIds: body.lineIds },
      }),
    }),
  }),

  'DELETE /v1/sessions/{id}/edits/{editId}': route({
    summary: 'Take a change of the record back',
    access: 'member',
    params: z.object({ id: Id, editId: Id }),
    returns: Ok,
    async run({ params }, { tx, clock, caller }) {
      const { organizationId } = caller
      await undoEdit(tx, clock, caller, { organizationId, sessionId: params.id, editId: params.editId })
      return done
    },
  }),

  'POST /v1/sessions/{id}/join': route({
    summary: 'Join a later meeting to this one: two halves of a meeting that broke',
    access: 'member',
    params: z.object({ id: Id }),
    body: z.object({ otherId: Id }),
    returns: Edit,
    run: async ({ params, body: { otherId } }, { tx, clock, caller }) => {
      const { organizationId } = caller
      return {
        editId: await joinSessions(tx, clock, caller, { organizationId, sessionId: params.id, otherId }),
      }
    },
  }),

  'POST /v1/sessions/{id}/points': route({
    summary: 'Add a point of my own to the summary, or a note to one of its topics',
    access: 'member',
    params: z.object({ id: Id }),
    body: z.object({
      section: Section,
      topic: topic.optional().meta({
        description: 'of a note (section topics): the title under which it stands, or begins a new topic',
      }),
      text: z.string().trim().min(1).max(LONGEST_POINT),
      lineIds: z.array(Id).max(50).default([]),
    }),
    returns: z.object({ pointId: Id }),
    status: 201,
    run: async ({ params, body: { lineIds, ...point } }, { tx, clock, caller }) => {
      const where = { organizationId: caller.organizationId, sessionId: params.id }
      return { pointId: await addPoint(tx, clock, caller, { ...where, ...point, transcriptIds: lineIds }) }
    },
  }),

  'PATCH /v1/sessions/{id}/topics': route({
    summary: 'Give a topic of the notes another title, which stays when they are written anew',
    access: 'member',
    params: z.object({ id: Id }),
    body: z.object({ title: z.string().meta({ description: 'as it is now' }), newTitle: topic }),
    returns: Ok,
    async run({ params, body }, { tx, clock, caller }) {
      const where = { organizationId: caller.organizationId, sessionId: params.id }
      await renameTopic(tx, clock, caller, { ...where, ...body })
      return done
    },
  }),

  'PATCH /v1/sessions/{id}/points/{pointId}': route({
    summary: 'Change a point or note of the summary, confirm a task, or take one out',
    access: 'member',
    params: z.object({ id: Id, pointId: Id }),
    body: z.object({
      text: z.string().trim().min(1).max(LONGEST_POINT).optional(),
      isRemoved: z.boolean().optional(),
      owner: name.nullable().optional(),
      dueDate: z.string().trim().min(1).max(60).nullable().optional(),
      isConfirmed: z.boolean().optional(),
      isDone: z.boolean().optional(),
    }),
    returns: Ok,
    async run({ params, body: change }, { tx, clock, caller }) {
      const where = { organizationId: caller.organizationId, sessionId: params.id }
      await editPoint(tx, clock, caller, { ...where, pointId: params.pointId, change })
      return done
    },
  }),
}

const line = ({ id, lineId }: z.infer<typeof onLine>, { organizationId }: { organizationId: string }) => ({
  ...{ organizationId, sessionId: id, transcriptId: lineId },
})
