/** Who I am, which organization I work in, and the very first account. Signing in itself is /api/auth (auth room). */
import { IANAZone } from 'luxon'
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant, Role } from '#api/wire.ts'
import { createOrganization, enterOrganization, membership } from '#auth/organizations.ts'
import { forgetHalfMade, makeOperator, needsSetUp, openSetUp } from '#auth/set-up.ts'
import type { Config } from '#config.ts'
import { Refusal } from '#lib/errors.ts'

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
    run: async (_input, { tx, caller, config, demoLinks, clock }) => {
      const { user, organizations, current } = await membership(tx, caller.userId)
      return {
        user: { ...user, isOperator: user.isAdmin },
        organization: current,
        organizations,
        features: featuresOf(config),
        links: { mailbox: demoLinks?.mailbox ?? null, standIns: demoLinks?.standIns ?? null },
        now: clock.now(),
      }
    },
  }),

  'PATCH /v1/me': route({
    summary: 'Change my name or time zone',
    access: 'person',
    body: z.object({
      fullName: z.string().trim().min(1).max(200).optional(),
      timezone: z.string().optional(),
    }),
    returns: z.object({ ok: z.literal(true) }),
    run: async ({ body: { fullName, timezone } }, { tx, caller, clock }) => {
      if (timezone !== undefined && !IANAZone.isValidZone(timezone))
        throw new Refusal('validation_failed', `${timezone} is not a time zone`)
      const changes = { ...(fullName && { fullName }), ...(timezone && { timezone }), updatedAt: clock.now() }
      await tx.updateTable('users').set(changes).where('id', '=', caller.userId).execute()
      return { ok: true as const }
    },
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
    run: async (_input, { tx, config }) => ({
      needsSetup: await needsSetUp(tx),
      signUp: signUpOf(config),
      providers: [
        ...(config.google && !config.google.baseUrl ? (['google'] as const) : []),
        ...(config.microsoft && !config.demo ? (['microsoft'] as const) : []),
      ],
      demo: config.demo,
    }),
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
    run: async ({ body }, { tx, db, auth, vault, clock, expectSetUp }) => {
      await openSetUp(tx, vault, body.token)
      const { email, password, fullName: name, organizationName } = body
      await db.asSystem((own) => forgetHalfMade(own, email))
      using _expected = expectSetUp(email.toLowerCase())
      const { user } = await auth.api.signUpEmail({ body: { email, password, name } })
      await makeOperator(tx, user.id)
      await createOrganization(tx, { userId: user.id, name: organizationName, now: clock.now() })
      return { email: user.email }
    },
  }),

  'POST /v1/organizations': route({
    summary: 'Make an organization and work in it',
    access: 'person',
    body: z.object({ name: z.string().trim().min(1).max(200) }),
    returns: Organization,
    status: 201,
    run: ({ body: { name } }, { tx, caller: { userId }, clock }) =>
      createOrganization(tx, { userId, name, now: clock.now() }),
  }),

  'POST /v1/organizations/{id}/enter': route({
    summary: 'Work in another of my organizations',
    access: 'person',
    params: z.object({ id: Id }),
    returns: Organization,
    run: ({ params: { id } }, { tx, caller: { userId } }) => enterOrganization(tx, userId, id),
  }),
}

const signUpOf = ({ signUp }: Config): 'invitation' | 'domain' | 'open' =>
  signUp === 'open' || signUp === 'invitation' ? signUp : 'domain'

const featuresOf = (config: Config) => ({
  recall: config.recall !== null,
  google: config.google !== null,
  microsoft: config.microsoft !== null,
  mail: config.smtp !== null,
  model: config.openai?.model ?? null,
  demo: config.demo,
})
