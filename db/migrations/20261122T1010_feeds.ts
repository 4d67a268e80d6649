import { type Kysely, sql } from 'kysely'

// A secret ICS address is its own permission: it is sealed where other providers' tokens stand, and needs no column.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calendar_connections drop column feed_address`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calendar_connections add column feed_address text`.execute(db)
}
