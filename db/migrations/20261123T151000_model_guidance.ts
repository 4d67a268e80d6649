import { type Kysely, sql } from 'kysely'

// While a meeting runs the model is asked about what was said since it was asked last, and not too often.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions add column guided_by_model_sequence integer not null default -1`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table sessions drop column guided_by_model_sequence`.execute(db)
}
