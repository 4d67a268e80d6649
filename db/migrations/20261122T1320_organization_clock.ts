import { type Kysely, sql } from 'kysely'

// Organizations are global; what one may know of itself is this window: the time zone in which its months begin.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create view organization_clock with (security_barrier) as
      select default_timezone as time_zone from organizations
      where id = (select nullif(current_setting('app.organization_id', true), '')::uuid);
    grant select on organization_clock to liveconvo_app, liveconvo_system`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view organization_clock`.execute(db)
}
