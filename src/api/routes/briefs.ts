/** Before a meeting: what to know, and one's own checklist. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant, Person, Platform } from '#api/wire.ts'
import { addItem, removeItem, tickItem } from '#briefs/keep-checklist.ts'
import { readBrief } from '#briefs/read-brief.ts'
import { writeOpening } from '#briefs/write-opening.ts'

const done = { ok: true } as const
const Done = z.object({ ok: z.literal(true) })
const params = z.object({ id: Id })
const Key = z.string().min(1).max(100)

const Cited = z.object({
  text: z.string(),
  sessionId: Id.meta({ description: 'the earlier meeting in which it was said' }),
  lines: z.array(z.object({ id: Id, start: z.number() })),
})
const Left = Cited.extend({ pointId: z.string(), meeting: z.string(), at: Instant })

const Brief = z
  .object({
    session: z.object({
      ...{ id: Id, title: z.string(), platform: Platform, people: z.array(Person), ownerName: z.string() },
      ...{ status: z.string(), scheduledStart: Instant.nullable(), scheduledEnd: Instant.nullable() },
    }),
    earlier: z.array(
      z.object({
        ...{ sessionId: Id, title: z.string(), at: Instant },
        isSeries: z.boolean().meta({ description: 'of the same series' }),
        shared: z.array(z.string()).meta({ description: 'who is coming and was invited then' }),
        ...{ tldr: z.array(Cited), decisions: z.array(Cited) },
      }),
    ),
    tasks: z.array(
      Left.extend({
        ...{ owner: z.string().nullable(), dueDate: z.string().nullable() },
        isConfirmed: z.boolean().meta({ description: 'false: suggested, nobody has confirmed it' }),
        isMine: z.boolean(),
      }),
    ),
    questions: z.array(Left),
    agenda: z.object({
      items: z.array(z.string()),
      words: z.string().meta({ description: 'of the invitation in my calendar, where it has no agenda' }),
    }),
    checklist: z.array(
      z.object({
        ...{ key: z.string(), text: z.string(), isDone: z.boolean() },
        because: z.string().nullable().meta({ description: 'why it was proposed; null: I wrote it' }),
      }),
    ),
    canBeTold: z.boolean().meta({ description: 'a model can put it into a few sentences' }),
  })
  .meta({ id: 'Brief' })

export const briefRoutes = {
  'GET /v1/sessions/{id}/brief': route({
    summary: 'What to know before a meeting, from what I may see: last time, open tasks, agenda, checklist',
    access: 'member',
    params,
    returns: Brief,
    async run({ params: { id } }, { tx, caller, model }) {
      const brief = await readBrief(tx, caller, id)
      return { ...brief, canBeTold: model !== null && brief.earlier.length > 0 }
    },
  }),

  'POST /v1/sessions/{id}/brief/opening': route({
    summary: 'The brief in a few sentences by the model, each resting on lines of earlier meetings',
    access: 'member_without_transaction',
    params,
    returns: z.object({ points: z.array(Cited), writtenBy: z.string(), trouble: z.string().nullable() }),
    run: ({ params: { id } }, { caller, ...needs }) => writeOpening(needs, caller, id),
  }),

  'POST /v1/sessions/{id}/checklist': route({
    summary: 'Write an item onto my own checklist',
    access: 'member',
    params,
    body: z.object({ text: z.string().trim().min(1).max(500) }),
    returns: z.object({ key: z.string() }),
    status: 201,
    run: async ({ params: { id }, body: { text } }, { tx, clock, caller }) => ({
      key: await addItem(tx, clock.now(), caller, { sessionId: id, text }),
    }),
  }),

  'PUT /v1/sessions/{id}/checklist/{key}': route({
    summary: 'Tick an item of my checklist, or take the tick back',
    access: 'member',
    params: params.extend({ key: Key }),
    body: z.object({ isDone: z.boolean() }),
    returns: Done,
    async run({ params: { id, key }, body: { isDone } }, { tx, clock, caller }) {
      await tickItem(tx, clock.now(), caller, { sessionId: id, key, isDone })
      return done
    },
  }),

  'DELETE /v1/sessions/{id}/checklist/{key}': route({
    summary: 'Take away what I wrote onto my checklist',
    access: 'member',
    params: params.extend({ key: Key }),
    returns: Done,
    async run({ params: { id, key } }, { tx, caller }) {
      await removeItem(tx, caller, { sessionId: id, key })
      return done
    },
  }),
}
