/** Accounts, organizations and invitations in SQL; private to this room. */
import type { DateTime } from 'luxon'
import type { SystemTx } from '#db/db.ts'
import { newId } from '#lib/ids.ts'

export type Role = 'owner' | 'admin' | 'member'

export const findUser = (tx: SystemTx, id: string) =>
  tx
    .selectFrom('users')
    .select(['id', 'email', 'fullName', 'timezone', 'isAdmin', 'isActive', 'currentOrganizationId'])
    .where('id', '=', id)
    .where('deletedAt', 'is', null)
    .executeTakeFirst()

export const organizationsOf = (tx: SystemTx, userId: string) =>
  tx
    .selectFrom('organizationMembers as member')
    .innerJoin('organizations as organization', 'organization.id', 'member.organizationId')
    .where('member.userId', '=', userId)
    .where('member.status', '=', 'active')
    .where('organization.deletedAt', 'is', null)
    .select(['organization.id', 'organization.name', 'organization.slug', 'member.role'])
    .select('member.lastActiveAt')
    .orderBy('organization.name')
    .orderBy('organization.id')
    .limit(200)
    .execute()

/** Somebody was here. Kept to the half day, so that being here costs next to nothing. */
export const noteActivity = (tx: SystemTx, userId: string, organizationId: string, now: DateTime) =>
  tx
    .updateTable('organizationMembers')
    .set({ lastActiveAt: now })
    .where('userId', '=', userId)
    .where('organizationId', '=', organizationId)
    .execute()

export async function insertOrganization(
  tx: SystemTx,
  { name, slug }: { name: string; slug: string },
): Promise<string> {
  const id = newId()
  await tx.insertInto('organizations').values({ id, name, slug }).execute()
  return id
}

/** Joining twice is joining once; a higher role is kept. */
export const insertMember = (
  tx: SystemTx,
  member: { organizationId: string; userId: string; role: Role; at: DateTime },
) =>
  tx
    .insertInto('organizationMembers')
    .values({
      id: newId(),
      organizationId: member.organizationId,
      userId: member.userId,
      role: member.role,
      createdAt: member.at,
    })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'userId']).doUpdateSet({ status: 'active' }),
    )
    .execute()

export const setCurrentOrganization = (tx: SystemTx, userId: string, organizationId: string) =>
  tx.updateTable('users').set({ currentOrganizationId: organizationId }).where('id', '=', userId).execute()

export const findInvitation = (tx: SystemTx, id: string) =>
  tx
    .selectFrom('organizationInvitations as invitation')
    .innerJoin('organizations as organization', 'organization.id', 'invitation.organizationId')
    .innerJoin('users as inviter', 'inviter.id', 'invitation.invitedByUserId')
    .where('invitation.id', '=', id)
    .select([
      'invitation.id',
      'invitation.email',
      'invitation.role',
      'invitation.status',
      'invitation.expiresAt',
      'invitation.organizationId',
      'organization.name as organizationName',
      'inviter.fullName as invitedBy',
    ])
    .forUpdate('invitation')
    .executeTakeFirst()

export const hasOpenInvitation = async (tx: SystemTx, email: string, now: DateTime) =>
  (await tx
    .selectFrom('organizationInvitations')
    .select('id')
    .where('email', '=', email)
    .where('status', '=', 'pending')
    .where('expiresAt', '>', now)
    .executeTakeFirst()) !== undefined

export const hasOperator = async (tx: SystemTx) =>
  (await tx.selectFrom('users').select('id').where('isAdmin', '=', true).executeTakeFirst()) !== undefined

/** An account that belongs nowhere: what is left of a set-up that died half-way. */
export const deleteHomeless = (tx: SystemTx, email: string) =>
  tx
    .deleteFrom('users')
    .where('email', '=', email)
    .where('isAdmin', '=', false)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('organizationMembers')
            .select('organizationMembers.id')
            .whereRef('organizationMembers.userId', '=', 'users.id'),
        ),
      ),
    )
    .execute()
