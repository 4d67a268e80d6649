import { type Kysely, sql } from 'kysely'

// An invitation may hold links to several rooms. The one after the best is kept beside it: the bot is sent there once,
// where its provider does not accept the first.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_events add column alternate_url text;
    comment on column calendar_events.alternate_url is 'the next best link that a bot could join by'`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table calendar_events drop column alternate_url`.execute(db)
}
