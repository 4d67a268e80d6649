/** Members of an organization: who they are, their roles, and how they leave. At least one owner remains. */

import type { Role } from '#auth/store.ts'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import { within } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { Refusal } from '#lib/errors.ts'

type Actor = { organizationId: string; userId: string; role: Role }

export const listMembers = (tx: SystemTx, organizationId: string) =>
  tx
    .selectFrom('organizationMembers as member')
    .innerJoin('users as person', 'person.id', 'member.userId')
    .where('member.organizationId', '=', organizationId)
    .where('member.status', '=', 'active')
    .select((eb) => [
      'member.id',
      'member.userId',
      'person.fullName',
      'person.email',
      'member.role',
      'member.createdAt as joinedAt',
      eb
        .selectFrom('calendarConnections as connection')
        .whereRef('connection.organizationId', '=', 'member.organizationId')
        .whereRef('connection.userId', '=', 'member.userId')
        .where('connection.status', '<>', 'disconnected')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('calendars'),
    ])
    .orderBy('person.fullName')
    .orderBy('member.id')
    .limit(1000)
    .execute()

/** Only owners make or unmake owners. */
export async function changeRole(tx: SystemTx, actor: Actor, memberId: string, role: Role): Promise<void> {
  const member = await lockMember(tx, actor.organizationId, memberId)
  if ((role === 'owner' || member.role === 'owner') && actor.role !== 'owner')
    throw new Refusal('not_allowed', 'Only an owner may make or unmake an owner')
  if (member.role === 'owner' && role !== 'owner') await keepAnOwner(tx, actor.organizationId, memberId)
  await tx.updateTable('organizationMembers').set({ role }).where('id', '=', memberId).execute()
  await announce(tx, actor.organizationId)
}

/** The membership ends at once; what hangs on it (calendars, bots) is ended by those who react to the event. */
export async function removeMember(tx: SystemTx, actor: Actor, memberId: string): Promise<void> {
  const member = await lockMember(tx, actor.organizationId, memberId)
  if (member.role === 'owner' && actor.role !== 'owner')
    throw new Refusal('not_allowed', 'Only an owner may remove an owner')
  if (member.role === 'owner') await keepAnOwner(tx, actor.organizationId, memberId)
  await tx.deleteFrom('organizationMembers').where('id', '=', memberId).execute()
  await within(tx, actor.organizationId, async (mine) => {
    emit(mine, 'member.removed', { organizationId: actor.organizationId, userId: member.userId })
  })
  await announce(tx, actor.organizationId)
}

export const announce = (tx: SystemTx, organizationId: string) =>
  within(tx, organizationId, async (mine: OrganizationTx) =>
    emit(mine, 'members.changed', { organizationId }),
  )

async function lockMember(tx: SystemTx, organizationId: string, memberId: string) {
  const members = await tx
    .selectFrom('organizationMembers')
    .select(['id', 'userId', 'role'])
    .where('organizationId', '=', organizationId)
    .orderBy('id')
    .forUpdate() // all of them: two owners who unmake each other must not both succeed
    .execute()
  const member = members.find(({ id }) => id === memberId)
  if (!member) throw new Refusal('not_found')
  return member
}

async function keepAnOwner(tx: SystemTx, organizationId: string, exceptMemberId: string) {
  const other = await tx
    .selectFrom('organizationMembers')
    .select('id')
    .where('organizationId', '=', organizationId)
    .where('role', '=', 'owner')
    .where('id', '<>', exceptMemberId)
    .executeTakeFirst()
  if (!other)
    throw new Refusal(
      'conflict',
      'An organization keeps at least one owner. Make somebody else an owner first.',
    )
}
