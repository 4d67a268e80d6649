/** Templates: what to stress in which kind of conversation. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id } from '#api/wire.ts'
import { addTemplate, changeTemplate, listTemplates } from '#pipeline/templates/templates.ts'

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
  description: z.string().trim().max(300),
  conversationType: z.string().trim().max(50).nullable(),
  instructions: Wishes.min(1),
})
/** Not in the words themselves: what a change leaves out would be emptied. */
const unsaid = {
  description: TemplateWords.shape.description.default(''),
  conversationType: TemplateWords.shape.conversationType.default(null),
}

export const templateRoutes = {
  'GET /v1/templates': route({
    summary: "Templates: the system's, the organization's, my own",
    access: 'member',
    returns: z.object({ templates: z.array(Template) }),
    run: async (_input, { tx, caller }) => ({ templates: await listTemplates(tx, caller.userId) }),
  }),

  'POST /v1/templates': route({
    summary: 'A template of my own, or (admins) for everybody',
    access: 'member',
    body: TemplateWords.extend({ ...unsaid, isShared: z.boolean().default(false) }),
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
}
