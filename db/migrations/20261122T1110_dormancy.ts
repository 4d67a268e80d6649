import { type Kysely, sql } from 'kysely'

// Whoever has not been here for a while does not go on recording: when somebody was last here is kept with their
// membership, and the pause, with its reason, with their rules.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table organization_members add column last_active_at timestamptz;
    update organization_members set last_active_at = now();
    alter table calendar_preferences add column paused_at timestamptz;
    comment on column calendar_preferences.paused_at is 'joining has paused itself, because its person has not been here for long'`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_preferences drop column paused_at;
    alter table organization_members drop column last_active_at`.execute(db)
}
