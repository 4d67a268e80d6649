import { type Kysely, sql } from 'kysely'
import { globalTable, tenantTable } from '../tenant-table.ts'

// A bot is our wish for one occurrence and what was agreed with the provider about it. What the provider said
// happened is kept as it was said (bot_status_events); state and intervals are folds over those rows.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table bots (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      occurrence_id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id),
      generation integer not null default 1,
      is_wanted boolean not null default true,
      unwanted_because text,
      meeting_url text not null,
      room_key text not null,
      join_at timestamptz not null,
      meeting_end timestamptz not null,
      state text not null default 'planned' check (state in (
        'planned', 'claiming', 'scheduled', 'joining', 'waiting_room', 'in_call', 'recording', 'leaving',
        'cancelling', 'done', 'failed', 'cancelled')),
      state_changed_at timestamptz not null,
      failure_code text,
      epoch integer not null default 1,
      first_attempt_at timestamptz,
      attempts integer not null default 0,
      next_attempt_at timestamptz,
      last_error text,
      wish_number bigint not null default 1,
      agreed_number bigint not null default 0,
      recall_bot_id text unique,
      agreed_join_at timestamptz,
      agreed_meeting_url text,
      asked_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, occurrence_id, generation),
      foreign key (organization_id, occurrence_id) references meeting_occurrences(organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id)
    );
    comment on column bots.epoch is 'part of the idempotency key; a new one after every 507 and after a fruitless search';
    comment on column bots.asked_at is 'when the provider was last asked about this bot because it was silent';
    comment on column bots.wish_number is 'grows with every change of the wish; agreed_number follows when the world agrees';

    -- One organization never has two live bots for one meeting. A bot that is being removed does not block its successor.
    create unique index one_live_bot_per_occurrence on bots (organization_id, occurrence_id)
      where state not in ('cancelling', 'done', 'failed', 'cancelled');
    create index bots_to_converge on bots (next_attempt_at) where wish_number > agreed_number;
    create index bots_of_session on bots (organization_id, session_id);

    create table bot_status_events (
      organization_id uuid not null,
      id uuid not null,
      bot_id uuid not null,
      code text not null,
      sub_code text,
      message text,
      occurred_at timestamptz not null,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, bot_id) references bots(organization_id, id) on delete cascade
    );
    create unique index bot_status_events_once on bot_status_events
      (organization_id, bot_id, code, occurred_at, coalesce(sub_code, ''));

    create table bot_recordings (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      bot_id uuid not null,
      recording_id text not null,
      recording_status text not null,
      transcript_status text,
      started_at timestamptz,
      completed_at timestamptz,
      recording_expires_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, bot_id, recording_id),
      foreign key (organization_id, bot_id) references bots(organization_id, id) on delete cascade,
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );

    create table bot_usage_tracking (
      organization_id uuid not null,
      id uuid not null,
      bot_id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id),
      recording_started_at timestamptz,
      recording_ended_at timestamptz,
      total_recording_seconds integer not null default 0 check (total_recording_seconds >= 0),
      billable_minutes integer not null default 0 check (billable_minutes >= 0),
      provider_seconds integer not null default 0 check (provider_seconds >= 0),
      is_fatal boolean not null default false,
      status text not null default 'recording' check (status in ('recording', 'completed', 'failed')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, bot_id),
      foreign key (organization_id, bot_id) references bots(organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id)
    );
    comment on column bot_usage_tracking.provider_seconds is 'what the provider charges us: joining to done; never a person''s bill';

    create table usage_tracking (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id),
      minute_timestamp timestamptz not null,
      seconds_recorded integer not null check (seconds_recorded between 0 and 60),
      source text not null default 'bot_recording',
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, session_id, minute_timestamp),
      foreign key (organization_id, session_id) references sessions(organization_id, id)
    );
    create index usage_tracking_by_minute on usage_tracking (organization_id, minute_timestamp);

    create table bot_directory (
      recall_bot_id text primary key,
      organization_id uuid not null references organizations(id) on delete cascade,
      bot_id uuid not null,
      created_at timestamptz not null default now()
    );
    comment on table bot_directory is 'leads from the provider''s bot id to its organization'`.execute(db)

  for (const table of tables) await tenantTable(db, table)
  await globalTable(db, 'bot_directory')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['bot_directory', ...[...tables].reverse()])
    await sql`drop table ${sql.table(table)} cascade`.execute(db)
}

const tables = ['bots', 'bot_status_events', 'bot_recordings', 'bot_usage_tracking', 'usage_tracking']
