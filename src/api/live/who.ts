/**
 * Who listens, and which meetings they may see: for everybody at once, two questions to the database, whatever their
 * number.
 */
import { sql } from 'kysely'
import type { SystemTx } from '#db/db.ts'
import { visibleToEach } from '#sessions/visible.ts'

export type Listening = { organizationId: string; userId: string; email: string; signInId: string }

/** Of these the ones that are still signed in, active, members, and at work in that organization. By sign-in. */
export async function stillListening(
  tx: SystemTx,
  listeners: readonly Listening[],
): Promise<Map<string, { email: string }>> {
  const { rows } = await sql<{ id: string; email: string }>`
    select sign_in.id, users.email
    from unnest(
      ${listeners.map(({ signInId }) => signInId)}::uuid[],
      ${listeners.map(({ userId }) => userId)}::uuid[],
      ${listeners.map(({ organizationId }) => organizationId)}::uuid[]
    ) as given (sign_in_id, user_id, organization_id)
    join user_app_sessions as sign_in on sign_in.id = given.sign_in_id and sign_in.user_id = given.user_id
    join users on users.id = given.user_id and users.is_active and users.deleted_at is null
    join organization_members as member on member.user_id = given.user_id
      and member.organization_id = given.organization_id and member.status = 'active'
    where users.current_organization_id is null or users.current_organization_id = given.organization_id
      or not exists (select from organization_members as elsewhere where elsewhere.user_id = given.user_id
        and elsewhere.organization_id = users.current_organization_id and elsewhere.status = 'active')`.execute(
    tx,
  )
  return new Map(rows.map(({ id, email }) => [id, { email }]))
}

export type Sight = { organizationId: string; sessionId: string; userId: string; email: string }

/** Which of these people may see which of these meetings: the keys (`sightKey`) of those that may. */
export async function sightsOf(tx: SystemTx, asked: readonly Sight[]): Promise<string[]> {
  if (asked.length === 0) return []
  const given = sql<{ organizationId: string; sessionId: string; userId: string; email: string }>`unnest(
    ${asked.map(({ organizationId }) => organizationId)}::uuid[],
    ${asked.map(({ sessionId }) => sessionId)}::uuid[],
    ${asked.map(({ userId }) => userId)}::uuid[],
    ${asked.map(({ email }) => email)}::text[])`.as<'viewer'>(
    sql`viewer (organization_id, session_id, user_id, email)`,
  )
  const rows = await tx
    .selectFrom('sessions')
    .innerJoin(given, (join) =>
      join
        .onRef('viewer.organizationId', '=', 'sessions.organizationId')
        .onRef('viewer.sessionId', '=', 'sessions.id'),
    )
    .where((eb) => visibleToEach('viewer.user_id', 'viewer.email')(eb))
    .select(['viewer.userId', 'viewer.sessionId'])
    .execute()
  return rows.map(sightKey)
}

export const sightKey = ({ userId, sessionId }: Pick<Sight, 'userId' | 'sessionId'>) =>
  `${userId} ${sessionId}`
