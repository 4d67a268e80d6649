import { type Kysely, sql } from 'kysely'

// Places whose meaning could not be had when they were indexed are found, so that it is asked for again.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index search_chunks_without_vector on search_chunks (created_at) where embedding is null`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index search_chunks_without_vector`.execute(db)
}
