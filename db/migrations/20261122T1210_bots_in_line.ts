import { type Kysely, sql } from 'kysely'

// Whose turn it is asks what each organization was sent in the last minute.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index bots_by_first_attempt on bots (first_attempt_at) where first_attempt_at is not null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index bots_by_first_attempt`.execute(db)
}
