import { type Kysely, sql } from 'kysely'

// Whether somebody said no is asked of each meeting whose words come in, and of its finished transcript.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index session_consents_by_session on session_consents (organization_id, session_id, kind)`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index session_consents_by_session`.execute(db)
}
