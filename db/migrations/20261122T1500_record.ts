import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// What people do to the record: lines corrected, redacted and given to somebody else, points of the summary edited,
// notes beside the transcript. Each change of the record is a row with what stood there before, so that it can be
// taken back.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table transcripts
      add column heard_content text,
      add column heard_speaker text,
      add column is_redacted boolean not null default false;
    comment on column transcripts.heard_content is 'what was heard, where a person corrected it; content is what is shown';

    alter table sessions
      add column source text not null default 'bot' check (source in ('bot', 'import')),
      add column joined_into uuid,
      add column guided_sequence integer not null default -1,
      add column guided_by_model_at timestamptz,
      add foreign key (organization_id, joined_into) references sessions(organization_id, id) on delete set null (joined_into);
    comment on column sessions.joined_into is 'the meeting that this one was the second half of; its lines stand there';
    comment on column sessions.guided_sequence is 'lines up to this number have been looked at for guidance';
    create index sessions_running on sessions (organization_id, id) where status = 'active' and deleted_at is null;

    create table record_edits (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      kind text not null check (kind in ('text', 'speaker', 'redact', 'join')),
      before jsonb not null,
      is_forgotten boolean not null default false,
      undone_at timestamptz,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column record_edits.is_forgotten is 'redacted words are kept for a day, to be taken back, and then wiped';
    create index record_edits_of_session on record_edits (organization_id, session_id, created_at desc);
    create index record_edits_to_forget on record_edits (created_at) where kind = 'redact' and not is_forgotten;

    create table speaker_names (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      heard text not null,
      name text not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, user_id, heard)
    );
    comment on table speaker_names is 'a name as the platform gives it (lower case) → as this person wants it in their meetings';

    create table summary_edits (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      point_id uuid not null,
      section text not null
        check (section in ('tldr', 'key_decisions', 'action_items', 'follow_up_questions', 'conversation_highlights')),
      source_text text,
      transcript_ids jsonb not null,
      change jsonb not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, session_id, point_id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column summary_edits.source_text is 'as the machine wrote it; null for a point that a person added';

    create table session_notes (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      kind text not null check (kind in ('note', 'marker', 'comment')),
      content text not null,
      at_seconds double precision,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column session_notes.kind is 'notes and markers are their writer''s alone; a comment is seen by whoever sees the meeting';
    create index session_notes_of_session on session_notes (organization_id, session_id, at_seconds);

    create table guidance (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      guidance_type text not null check (guidance_type in ('ask', 'clarify', 'avoid', 'suggest', 'warn')),
      guidance_key text not null,
      content text not null,
      transcript_ids jsonb not null,
      written_by text not null,
      settled_at timestamptz,
      expires_at timestamptz not null,
      created_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, session_id, guidance_key),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column guidance.written_by is 'the rule, or the model';
    comment on column guidance.settled_at is 'the question was answered, the balance came back: the chip has done its work';

    create table guidance_feedback (
      organization_id uuid not null,
      id uuid not null,
      guidance_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      feedback text not null check (feedback in ('helpful', 'irrelevant', 'too_late')),
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, guidance_id, user_id),
      foreign key (organization_id, guidance_id) references guidance(organization_id, id) on delete cascade
    );

    create table session_timeline_events (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      event_type text not null
        check (event_type in ('milestone', 'decision', 'topic_shift', 'action_item', 'question', 'agreement')),
      title text not null,
      transcript_id uuid not null,
      at_seconds double precision not null,
      created_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, session_id, event_type, transcript_id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );

    alter table email_notifications
      add column hold_until timestamptz,
      add column sending_since timestamptz,
      add column uncertain_tries integer not null default 0,
      add column reason text not null default 'invited';
    comment on column email_notifications.uncertain_tries is
      'tries whose outcome was never written down: the letter may have been delivered once more';
    create unique index one_digest_per_recipient_and_week on email_notifications
      (organization_id, email_type, recipient_email, version) where session_id is null;
    create index email_notifications_due on email_notifications (hold_until) where status = 'planned';

    alter table user_preferences
      add column email_weekly_digest boolean not null default true,
      add column summary_recipients text not null default 'members'
        check (summary_recipients in ('only_me', 'members', 'internal_guests', 'all_guests')),
      add column mail_hold_minutes integer check (mail_hold_minutes between 0 and 1440);
    comment on column user_preferences.mail_hold_minutes is 'null: none among members, ten minutes when guests are written to';

    create table mail_suppressions (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      email text not null,
      email_type text not null,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, email, email_type)
    );
    create table recording_objections (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      email text not null,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, email)
    );
    comment on table recording_objections is 'people who asked, through a letter''s link, not to be recorded'`.execute(
    db,
  )
  for (const column of sections) await withIds(db, column)
  for (const table of tables) await tenantTable(db, table)
}

/** Points that were written before they had ids get one. */
const withIds = (db: Kysely<unknown>, column: string) =>
  sql`update summaries set ${sql.ref(column)} = (
        select coalesce(jsonb_agg(jsonb_build_object('id', gen_random_uuid()) || point order by place), '[]')
        from jsonb_array_elements(${sql.ref(column)}) with ordinality as listed(point, place))`.execute(db)

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)} cascade`.execute(db)
  await sql`
    alter table user_preferences drop column email_weekly_digest, drop column summary_recipients, drop column mail_hold_minutes;
    alter table email_notifications drop column hold_until, drop column sending_since, drop column uncertain_tries, drop column reason;
    drop index if exists one_digest_per_recipient_and_week;
    alter table sessions drop column source, drop column joined_into, drop column guided_sequence, drop column guided_by_model_at;
    alter table transcripts drop column heard_content, drop column heard_speaker, drop column is_redacted`.execute(
    db,
  )
}

const sections = ['tldr', 'key_decisions', 'action_items', 'follow_up_questions', 'conversation_highlights']
const tables = [
  'record_edits',
  'speaker_names',
  'summary_edits',
  'session_notes',
  'guidance',
  'guidance_feedback',
  'session_timeline_events',
  'mail_suppressions',
  'recording_objections',
]
