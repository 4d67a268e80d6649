/** Members of the organization, and invitations. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { notYet } from '#api/routes/not-yet.ts'
import { Id, Instant, Role } from '#api/wire.ts'

const Member = z
  .object({
    id: Id,
    userId: Id,
    fullName: z.string(),
    email: z.string(),
    role: Role,
    joinedAt: Instant,
    calendars: z.number().int().meta({ description: 'connected calendars' }),
  })
  .meta({ id: 'Member' })

const Invitation = z
  .object({ id: Id, email: z.string(), role: Role, invitedBy: z.string(), expiresAt: Instant })
  .meta({ id: 'Invitation' })

export const memberRoutes = {
  'GET /v1/members': route({
    summary: 'List members and open invitations',
    access: 'member',
    returns: z.object({ members: z.array(Member), invitations: z.array(Invitation) }),
    run: notYet,
  }),

  'PATCH /v1/members/{id}': route({
    summary: "Change a member's role; an organization keeps at least one owner",
    access: 'admin',
    params: z.object({ id: Id }),
    body: z.object({ role: Role }),
    returns: z.object({ ok: z.literal(true) }),
    run: notYet,
  }),

  'DELETE /v1/members/{id}': route({
    summary: 'Remove a member; their calendars are disconnected and their bots called off',
    access: 'admin',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    run: notYet,
  }),

  'POST /v1/invitations': route({
    summary: 'Invite somebody by e-mail',
    access: 'admin',
    body: z.object({ email: z.email(), role: Role.default('member') }),
    returns: Invitation.extend({ link: z.string().meta({ description: 'the same link that was mailed' }) }),
    status: 201,
    run: notYet,
  }),

  'DELETE /v1/invitations/{id}': route({
    summary: 'Withdraw an invitation',
    access: 'admin',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    run: notYet,
  }),

  'GET /v1/invitations/{id}': route({
    summary: 'What an invitation says, for the page that it leads to',
    access: 'public',
    params: z.object({ id: Id }),
    returns: z.object({
      organizationName: z.string(),
      email: z.string(),
      invitedBy: z.string(),
      hasAccount: z.boolean(),
    }),
    run: notYet,
  }),

  'POST /v1/invitations/{id}/accept': route({
    summary: 'Join the organization; only as the invited address',
    access: 'person',
    params: z.object({ id: Id }),
    returns: z.object({ organizationId: Id }),
    run: notYet,
  }),
}
