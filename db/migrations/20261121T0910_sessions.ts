import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// A session is one conversation, planned or recorded; a transcript row is one utterance in it.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table sessions (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id),
      title text not null,
      conversation_type text not null default 'meeting',
      status text not null default 'draft'
        check (status in ('draft', 'active', 'processing', 'complete', 'archived')),
      meeting_platform text not null default 'local',
      scheduled_start timestamptz,
      scheduled_end timestamptz,
      participants jsonb not null default '[]',
      visibility text not null default 'private' check (visibility in ('private', 'organization', 'shared')),
      recording_started_at timestamptz,
      recording_ended_at timestamptz,
      recording_duration_seconds integer not null default 0,
      finalized_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      primary key (organization_id, id)
    );
    comment on column sessions.participants is
      'invited people: [{email (lower case), name, response, is_organizer}]; members among them may see the session';
    create index sessions_by_start on sessions
      (organization_id, (coalesce(scheduled_start, created_at)) desc, id desc);
    create index sessions_by_recording on sessions (organization_id, recording_started_at desc, id);
    create index sessions_unfinished on sessions (scheduled_end) where finalized_at is null and deleted_at is null;
    create index sessions_of_user on sessions (organization_id, user_id);

    create table transcripts (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      sequence_number integer not null,
      content text not null,
      speaker text not null,
      participant_id text,
      is_owner boolean not null default false,
      start_time_seconds double precision not null,
      end_time_seconds double precision not null,
      is_final boolean not null default true,
      stt_provider text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, session_id, sequence_number),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column transcripts.start_time_seconds is 'seconds since the session''s recording_started_at';

    create table summaries (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      title text,
      tldr jsonb not null default '[]',
      key_decisions jsonb not null default '[]',
      action_items jsonb not null default '[]',
      follow_up_questions jsonb not null default '[]',
      conversation_highlights jsonb not null default '[]',
      generation_status text not null default 'pending'
        check (generation_status in ('pending', 'generating', 'completed', 'failed')),
      generation_error text,
      generation_time_ms integer,
      model_used text,
      version integer not null default 1,
      dropped_points integer not null default 0,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, session_id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table summaries is 'each point: {text, transcript_ids: uuid[], …}; one without transcript_ids cannot be stored';

    create table email_notifications (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      session_id uuid,
      user_id uuid references users(id),
      email_type text not null,
      recipient_email text not null,
      version integer not null default 1,
      message_id text not null unique,
      status text not null default 'planned' check (status in ('planned', 'sent', 'failed', 'skipped')),
      attempts integer not null default 0,
      error_message text,
      sent_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column email_notifications.message_id is 'chosen before sending: a second try carries the same one';
    create unique index one_mail_per_recipient_and_version on email_notifications
      (organization_id, session_id, email_type, recipient_email, version);

    create table user_preferences (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      email_post_call_summary boolean not null default true,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, user_id)
    )`.execute(db)

  for (const table of tables) await tenantTable(db, table)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)} cascade`.execute(db)
}

const tables = ['sessions', 'transcripts', 'summaries', 'email_notifications', 'user_preferences']
