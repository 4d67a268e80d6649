import { type Kysely, sql } from 'kysely'
import { globalTable, tenantTable } from '../tenant-table.ts'

// Calendars as their providers show them, and what we make of them: an event is one person's row at the provider,
// a sighting is what that person wishes about it, an occurrence is the one real meeting behind any number of them.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_connections (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id),
      provider text not null check (provider in ('google_calendar', 'microsoft_outlook', 'ics')),
      provider_account_id text not null,
      email text not null,
      display_name text,
      scopes text[] not null default '{}',
      oauth_refresh_token text,
      oauth_access_token text,
      access_token_expires_at timestamptz,
      token_version integer not null default 0,
      refreshing_until timestamptz,
      recall_calendar_id text unique,
      status text not null default 'active'
        check (status in ('active', 'needs_reauth', 'insufficient_scope', 'disconnected')),
      status_reason text,
      status_changed_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, user_id, provider, provider_account_id)
    );
    comment on column calendar_connections.refreshing_until is 'one worker renews the tokens, until then at most';
    comment on column calendar_connections.oauth_refresh_token is 'sealed by lib/vault, context calendar_connections:<id>:refresh';

    create table calendars (
      organization_id uuid not null,
      id uuid not null,
      calendar_connection_id uuid not null,
      user_id uuid not null references users(id),
      provider_calendar_id text collate "C" not null,
      name text not null,
      is_primary boolean not null default false,
      is_selected boolean not null default true,
      time_zone text,
      sync_cursor text,
      window_start timestamptz,
      window_end timestamptz,
      dirty_number bigint not null default 0,
      synced_number bigint not null default 0,
      last_synced_at timestamptz,
      last_full_sync_at timestamptz,
      next_poll_at timestamptz,
      failure_count integer not null default 0,
      last_error text,
      lease_until timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, calendar_connection_id, provider_calendar_id),
      foreign key (organization_id, calendar_connection_id)
        references calendar_connections(organization_id, id) on delete cascade
    );
    create index calendars_due on calendars (next_poll_at) where is_selected;

    create table calendar_channels (
      organization_id uuid not null,
      id uuid not null,
      calendar_id uuid not null,
      provider_channel_id text,
      provider_resource_id text,
      secret_hash text not null,
      state text not null default 'creating' check (state in ('creating', 'active', 'retired')),
      expires_at timestamptz,
      last_seen_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, calendar_id) references calendars(organization_id, id) on delete cascade
    );
    comment on table calendar_channels is 'Google channels and Graph subscriptions: the push that wakes a sync';

    create table calendar_events (
      organization_id uuid not null,
      id uuid not null,
      calendar_id uuid not null,
      user_id uuid not null references users(id),
      external_event_id text collate "C" not null,
      ical_uid text,
      series_id text collate "C",
      original_start timestamptz,
      title text not null default '',
      description text,
      location text,
      start_time timestamptz not null,
      end_time timestamptz not null,
      is_all_day boolean not null default false,
      is_cancelled boolean not null default false,
      is_organizer boolean not null default false,
      is_private boolean not null default false,
      is_free boolean not null default false,
      event_type text not null default 'default',
      response_status text not null default 'needs_action'
        check (response_status in ('needs_action', 'accepted', 'tentative', 'declined')),
      organizer_email text,
      attendees jsonb not null default '[]',
      meeting_url text,
      meeting_platform text,
      room_key text,
      link_reason text,
      auto_join_enabled boolean,
      etag text,
      provider_updated_at timestamptz,
      deleted_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, calendar_id, external_event_id),
      foreign key (organization_id, calendar_id) references calendars(organization_id, id) on delete cascade
    );
    comment on column calendar_events.auto_join_enabled is 'the person''s own yes or no for this event; null: their rules';
    create index calendar_events_upcoming on calendar_events (organization_id, user_id, end_time)
      where deleted_at is null;

    create table calendar_preferences (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      auto_join_enabled boolean not null default true,
      join_buffer_minutes integer not null default 2 check (join_buffer_minutes between 0 and 15),
      excluded_keywords text[] not null default '{}',
      included_domains text[] not null default '{}',
      confirmed_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, user_id)
    );
    comment on column calendar_preferences.confirmed_at is 'nothing is wished before the person has seen and confirmed';

    create table meeting_occurrences (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      occurrence_key text not null,
      title text not null,
      start_time timestamptz not null,
      end_time timestamptz not null,
      meeting_url text,
      meeting_platform text,
      room_key text,
      participants jsonb not null default '[]',
      session_id uuid,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, occurrence_key),
      foreign key (organization_id, session_id) references sessions(organization_id, id)
    );
    create index meeting_occurrences_by_start on meeting_occurrences (organization_id, start_time, id);

    create table calendar_sightings (
      organization_id uuid not null,
      id uuid not null,
      calendar_event_id uuid not null,
      occurrence_id uuid not null,
      user_id uuid not null references users(id),
      wants boolean not null,
      because text not null,
      join_at timestamptz,
      trail jsonb not null default '[]',
      decided_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, calendar_event_id),
      foreign key (organization_id, calendar_event_id)
        references calendar_events(organization_id, id) on delete cascade,
      foreign key (organization_id, occurrence_id)
        references meeting_occurrences(organization_id, id) on delete cascade
    );
    create index calendar_sightings_wanted on calendar_sightings (join_at) where wants;
    create index calendar_sightings_of_occurrence on calendar_sightings (organization_id, occurrence_id);

    create table calendar_auto_join_logs (
      organization_id uuid not null,
      id uuid not null,
      user_id uuid not null references users(id),
      calendar_event_id uuid not null,
      occurrence_id uuid,
      action text not null check (action in ('join', 'skip')),
      because text not null,
      join_at timestamptz,
      trail jsonb not null default '[]',
      decided_at timestamptz not null,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, calendar_event_id)
        references calendar_events(organization_id, id) on delete cascade
    );
    create index calendar_auto_join_logs_of_event on calendar_auto_join_logs
      (organization_id, calendar_event_id, decided_at desc);

    create table calendar_channel_directory (
      channel_id text primary key,
      organization_id uuid not null references organizations(id) on delete cascade,
      calendar_id uuid not null,
      created_at timestamptz not null default now()
    );
    comment on table calendar_channel_directory is 'leads from a push channel''s id to its organization'`.execute(
    db,
  )

  for (const table of tables) await tenantTable(db, table)
  await globalTable(db, 'calendar_channel_directory')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['calendar_channel_directory', ...[...tables].reverse()])
    await sql`drop table ${sql.table(table)} cascade`.execute(db)
}

const tables = [
  'calendar_connections',
  'calendars',
  'calendar_channels',
  'calendar_events',
  'calendar_preferences',
  'meeting_occurrences',
  'calendar_sightings',
  'calendar_auto_join_logs',
]
