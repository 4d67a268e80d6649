import { type Kysely, sql } from 'kysely'

// Notes by topic are edited like every other point of a summary; the ledger says under which title a note stands.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table summary_edits drop constraint summary_edits_section_check;
    alter table summary_edits add constraint summary_edits_section_check check (section in
      ('tldr', 'key_decisions', 'action_items', 'follow_up_questions', 'conversation_highlights', 'structured_notes'));
    alter table summary_edits add column topic text;
    comment on column summary_edits.topic is 'of a note: the title of its topic'`.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from summary_edits where section = 'structured_notes';
    alter table summary_edits drop column topic;
    alter table summary_edits drop constraint summary_edits_section_check;
    alter table summary_edits add constraint summary_edits_section_check check (section in
      ('tldr', 'key_decisions', 'action_items', 'follow_up_questions', 'conversation_highlights'))`.execute(
    db,
  )
}
