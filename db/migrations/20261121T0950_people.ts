import { type Kysely, sql } from 'kysely'

// People and memberships are global tables. What an organization may know of its own members is this window: rooms
// that work inside one organization can name and reach them without seeing anybody else's.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view organization_people with (security_barrier) as
      select m.organization_id, u.id as user_id, u.email, u.full_name, u.timezone, m.role,
        m.status = 'active' and u.is_active and u.deleted_at is null as is_active
      from organization_members m join users u on u.id = m.user_id
      where m.organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid);
    grant select on organization_people to liveconvo_app, liveconvo_system`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view organization_people`.execute(db)
}
