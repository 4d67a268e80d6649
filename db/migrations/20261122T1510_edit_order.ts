import { type Kysely, sql } from 'kysely'

// Two edits may fall on one instant of the clock; which one stands on which is not to be guessed.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table record_edits add column edit_number bigint generated always as identity`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table record_edits drop column edit_number`.execute(db)
}
