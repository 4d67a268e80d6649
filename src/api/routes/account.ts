/** Who I am, which organization I work in, and the very first account. Signing in itself is /api/auth (auth room). */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { notYet } from '#api/routes/not-yet.ts'
import { Id, Instant, Role } from '#api/wire.ts'

const Organization = z
  .object({ id: Id, name: z.string(), slug: z.string(), role: Role })
  .meta({ id: 'Organization' })

const Features = z.object({
  recall: z.boolean(),
  google: z.boolean(),
  microsoft: z.boolean(),
  mail: z.boolean(),
  model: z.string().nullable().meta({ description: 'null: the built-in extractive summarizer' }),
  demo: z.boolean(),
})

export const accountRoutes = {
  'GET /v1/me': route({
    summary: 'Who is signed in, and what this server can do',
    access: 'person',
    returns: z.object({
      user: z.object({
        id: Id,
        email: z.string(),
        fullName: z.string(),
        timezone: z.string(),
        isOperator: z.boolean(),
      }),
      organization: Organization.nullable(),
      organizations: z.array(Organization),
      features: Features,
      links: z.object({
        mailbox: z.string().nullable().meta({ description: 'the demo mailbox' }),
        standIns: z.string().nullable().meta({ description: 'the demo stand-ins' }),
      }),
      now: Instant,
    }),
    run: notYet,
  }),

  'PATCH /v1/me': route({
    summary: 'Change my name or time zone',
    access: 'person',
    body: z.object({
      fullName: z.string().trim().min(1).max(200).optional(),
      timezone: z.string().optional(),
    }),
    returns: z.object({ ok: z.literal(true) }),
    run: notYet,
  }),

  'GET /v1/welcome': route({
    summary: 'What the sign-in page needs to know',
    access: 'public',
    returns: z.object({
      needsSetup: z.boolean().meta({ description: 'no account exists yet' }),
      signUp: z.enum(['invitation', 'domain', 'open']),
      providers: z.array(z.enum(['google', 'microsoft'])),
      demo: z.boolean(),
    }),
    run: notYet,
  }),

  'POST /v1/setup': route({
    summary: 'Make the first account and organization, with the one-time token that the server printed',
    access: 'public',
    body: z.object({
      token: z.string(),
      fullName: z.string().trim().min(1).max(200),
      email: z.email(),
      password: z.string().min(12).max(128),
      organizationName: z.string().trim().min(1).max(200),
    }),
    returns: z.object({ email: z.string() }),
    status: 201,
    run: notYet,
  }),

  'POST /v1/organizations': route({
    summary: 'Make an organization and work in it',
    access: 'person',
    body: z.object({ name: z.string().trim().min(1).max(200) }),
    returns: Organization,
    status: 201,
    run: notYet,
  }),

  'POST /v1/organizations/{id}/enter': route({
    summary: 'Work in another of my organizations',
    access: 'person',
    params: z.object({ id: Id }),
    returns: Organization,
    run: notYet,
  }),
}
