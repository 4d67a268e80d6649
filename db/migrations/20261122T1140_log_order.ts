import { type Kysely, sql } from 'kysely'

// Two changes of mind can come at the same instant of the clock; told in the wrong order they make no sense.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calendar_auto_join_logs add column number bigint generated always as identity`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calendar_auto_join_logs drop column number`.execute(db)
}
