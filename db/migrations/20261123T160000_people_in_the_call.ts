import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// Who came into the call, left it, and wrote in its chat; and when each word of a line was spoken, so that a
// recording can be played from a word.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table participant_events (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      bot_id uuid not null,
      event_type text not null check (event_type in ('join', 'leave', 'chat_message')),
      participant_id text,
      participant_name text not null,
      is_host boolean not null default false,
      content text,
      occurred_at timestamptz not null,
      created_at timestamptz not null,
      primary key (organization_id, id),
      check ((event_type = 'chat_message') = (content is not null)),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade,
      foreign key (organization_id, bot_id) references bots(organization_id, id) on delete cascade
    );
    comment on table participant_events is 'as the bot saw it; what was streamed and what the finished recording tells is the same';
    create unique index participant_events_once on participant_events
      (organization_id, bot_id, event_type, coalesce(participant_id, participant_name), occurred_at);
    create index participant_events_of_session on participant_events (organization_id, session_id, occurred_at);

    alter table transcripts add column word_times integer[];
    comment on column transcripts.word_times is
      'start and end of each word as it was heard, in milliseconds from the line''s start: s0, e0, s1, e1, …; null: not known'`.execute(
    db,
  )
  await tenantTable(db, 'participant_events')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table transcripts drop column word_times; drop table participant_events`.execute(db)
}
