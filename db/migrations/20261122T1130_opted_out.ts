import { type Kysely, sql } from 'kysely'

// Whoever wanted no bot in a meeting is not sent what a colleague's bot wrote there.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sessions add column opted_out_user_ids uuid[] not null default '{}';
    comment on column sessions.opted_out_user_ids is 'members who had it in their calendar and did not want it; set when its bot has ended'`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions drop column opted_out_user_ids`.execute(db)
}
