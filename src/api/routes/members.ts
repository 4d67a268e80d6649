/** Members of the organization, and invitations. */
import { z } from 'zod'
import { route } from '#api/route.ts'
import { Id, Instant, Role } from '#api/wire.ts'
import {
  acceptInvitation,
  invite,
  openInvitations,
  readInvitation,
  withdrawInvitation,
} from '#auth/invitations.ts'
import { invitationLink } from '#auth/jobs.ts'
import { changeRole, listMembers, removeMember } from '#auth/members.ts'

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
    access: 'member_without_transaction',
    returns: z.object({ members: z.array(Member), invitations: z.array(Invitation) }),
    run: (_input, { db, caller: { organizationId }, clock }) =>
      db.asSystem(async (tx) => ({
        members: (await listMembers(tx, organizationId)).map((member) => ({
          ...member,
          calendars: member.calendars ?? 0,
        })),
        invitations: await openInvitations(tx, organizationId, clock.now()),
      })),
  }),

  'PATCH /v1/members/{id}': route({
    summary: "Change a member's role; an organization keeps at least one owner",
    access: 'admin_without_transaction',
    params: z.object({ id: Id }),
    body: z.object({ role: Role }),
    returns: z.object({ ok: z.literal(true) }),
    run: async ({ params: { id }, body: { role } }, { db, caller }) => {
      await db.asSystem((tx) => changeRole(tx, caller, id, role))
      return { ok: true as const }
    },
  }),

  'DELETE /v1/members/{id}': route({
    summary: 'Remove a member; their calendars are disconnected and their bots called off',
    access: 'admin_without_transaction',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    run: async ({ params: { id } }, { db, caller }) => {
      await db.asSystem((tx) => removeMember(tx, caller, id))
      return { ok: true as const }
    },
  }),

  'POST /v1/invitations': route({
    summary: 'Invite somebody by e-mail',
    access: 'admin_without_transaction',
    body: z.object({ email: z.email().max(254), role: Role.default('member') }),
    returns: Invitation.extend({ link: z.string().meta({ description: 'the same link that was mailed' }) }),
    status: 201,
    run: async ({ body: { email, role } }, { db, caller, clock, jobs, publicUrl }) => {
      const { organizationId, fullName: invitedBy } = caller
      const invitation = await db.asSystem((tx) =>
        invite(tx, jobs, { organizationId, inviter: caller, email, role, now: clock.now() }),
      )
      return { ...invitation, invitedBy, link: invitationLink(publicUrl, invitation.id) }
    },
  }),

  'DELETE /v1/invitations/{id}': route({
    summary: 'Withdraw an invitation',
    access: 'admin_without_transaction',
    params: z.object({ id: Id }),
    returns: z.object({ ok: z.literal(true) }),
    run: async ({ params: { id } }, { db, caller: { organizationId } }) => {
      await db.asSystem((tx) => withdrawInvitation(tx, organizationId, id))
      return { ok: true as const }
    },
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
    run: ({ params: { id } }, { tx, clock }) => readInvitation(tx, id, clock.now()),
  }),

  'POST /v1/invitations/{id}/accept': route({
    summary: 'Join the organization; only as the invited address',
    access: 'person',
    params: z.object({ id: Id }),
    returns: z.object({ organizationId: Id }),
    run: ({ params: { id } }, { tx, caller, clock }) => acceptInvitation(tx, id, caller, clock.now()),
  }),
}
