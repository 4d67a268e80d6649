/** Invitations: one open one per address and organization, valid for 7 days, usable once and by that address only. */
import type { DateTime } from 'luxon'
import { mailInvitation } from '#auth/jobs.ts'
import { isOpen } from '#auth/may-sign-up.ts'
import { announce } from '#auth/members.ts'
import {
  findInvitation,
  hasOpenInvitation,
  insertMember,
  type Role,
  setCurrentOrganization,
} from '#auth/store.ts'
import type { SystemTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import { Refusal } from '#lib/errors.ts'
import { newId } from '#lib/ids.ts'

/** Whether somebody has invited this address, anywhere on this server. */
export const isInvited = (tx: SystemTx, email: string, now: DateTime): Promise<boolean> =>
  hasOpenInvitation(tx, email, now)

const VALID_DAYS = 7

/** Letters to strangers carry our name: an organization sends so many of them in a day, and no second one at once. */
const MOST_A_DAY = 200
const PAUSE_MINUTES = 1

type Invite = { organizationId: string; inviter: Inviter; email: string; role: Role; now: DateTime }
type Inviter = { userId: string; role: Role }

/** Invite, or renew the open invitation of this address; the letter follows by a job. Only owners invite owners. */
export async function invite(
  tx: SystemTx,
  jobs: Queue,
  { organizationId, inviter, email, role, now }: Invite,
) {
  if (role === 'owner' && inviter.role !== 'owner')
    throw new Refusal('not_allowed', 'Only an owner may make an owner')
  const invitedByUserId = inviter.userId
  const address = email.toLowerCase()
  await refuseMember(tx, organizationId, address)
  await refuseFlood(tx, organizationId, address, now)
  const expiresAt = now.plus({ days: VALID_DAYS })
  const { id } = await tx
    .insertInto('organizationInvitations')
    .values({ id: newId(), organizationId, invitedByUserId, email: address, role, expiresAt, createdAt: now })
    .onConflict((conflict) =>
      conflict
        .columns(['organizationId', 'email'])
        .where('status', '=', 'pending')
        .doUpdateSet({ role, expiresAt, invitedByUserId }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  await jobs.add(tx, mailInvitation, { invitationId: id })
  await announce(tx, organizationId)
  return { id, email: address, role, expiresAt }
}

export const openInvitations = (tx: SystemTx, organizationId: string, now: DateTime) =>
  tx
    .selectFrom('organizationInvitations as invitation')
    .innerJoin('users as inviter', 'inviter.id', 'invitation.invitedByUserId')
    .where('invitation.organizationId', '=', organizationId)
    .where('invitation.status', '=', 'pending')
    .where('invitation.expiresAt', '>', now)
    .select([
      'invitation.id',
      'invitation.email',
      'invitation.role',
      'inviter.fullName as invitedBy',
      'invitation.expiresAt',
    ])
    .orderBy('invitation.email')
    .limit(500)
    .execute()

export async function withdrawInvitation(tx: SystemTx, organizationId: string, id: string): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('organizationInvitations')
    .set({ status: 'canceled' })
    .where('organizationId', '=', organizationId)
    .where('id', '=', id)
    .where('status', '=', 'pending')
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('not_found')
  await announce(tx, organizationId)
}

/** What the invitation's page shows. Used, expired, withdrawn and unknown ones look alike. */
export async function readInvitation(tx: SystemTx, id: string, now: DateTime) {
  const invitation = await findInvitation(tx, id)
  if (!invitation || !isOpen(invitation, now))
    throw new Refusal('gone', 'This invitation is no longer valid. Ask for a new one.')
  const account = await tx
    .selectFrom('users')
    .select('id')
    .where('email', '=', invitation.email)
    .executeTakeFirst()
  return { ...invitation, hasAccount: account !== undefined }
}

/** Join. Two acceptances at once make one membership, because the invitation's row is locked. */
export async function acceptInvitation(
  tx: SystemTx,
  id: string,
  person: { userId: string; email: string },
  now: DateTime,
) {
  const { organizationId, email, role } = await readInvitation(tx, id, now)
  if (email !== person.email.toLowerCase())
    throw new Refusal(
      'not_allowed',
      `This invitation is for ${email}. Sign in with that address to accept it.`,
    )
  await insertMember(tx, { organizationId, userId: person.userId, role, at: now })
  await tx.updateTable('organizationInvitations').set({ status: 'accepted' }).where('id', '=', id).execute()
  await setCurrentOrganization(tx, person.userId, organizationId)
  await announce(tx, organizationId)
  return { organizationId }
}

async function refuseMember(tx: SystemTx, organizationId: string, email: string) {
  const member = await tx
    .selectFrom('organizationMembers as member')
    .innerJoin('users as person', 'person.id', 'member.userId')
    .select('member.id')
    .where('member.organizationId', '=', organizationId)
    .where('person.email', '=', email)
    .executeTakeFirst()
  if (member) throw new Refusal('conflict', `${email} is a member already`)
}

/** An invitation runs out a fixed time after its letter, so that time says when the letter was asked for. */
async function refuseFlood(tx: SystemTx, organizationId: string, email: string, now: DateTime) {
  const sent = await tx
    .selectFrom('organizationInvitations')
    .select(['email', 'expiresAt'])
    .where('organizationId', '=', organizationId)
    .where('expiresAt', '>', now.plus({ days: VALID_DAYS - 1 }))
    .limit(MOST_A_DAY)
    .execute()
  if (sent.length >= MOST_A_DAY)
    throw new Refusal('too_many', `An organization may invite ${MOST_A_DAY} people a day`)
  const justNow = now.plus({ days: VALID_DAYS }).minus({ minutes: PAUSE_MINUTES })
  if (sent.some((one) => one.email === email && one.expiresAt > justNow))
    throw new Refusal('too_many', `${email} was invited a moment ago`, {
      retryAfterSeconds: PAUSE_MINUTES * 60,
    })
}
