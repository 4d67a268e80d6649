import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// A person's own word about one meeting or about a whole series, tied to what stays when the meeting is moved or its
// series is split: the calendar, the organizer's UID and the start it was planned for. What an admin sets for everybody
// is one row per rule, with its author. A history entry keeps the facts it was decided on, so that it can be told.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_overrides (
      organization_id uuid not null,
      id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      calendar_id uuid not null,
      meeting_key text collate "C" not null,
      scope text not null check (scope in ('event', 'series')),
      original_start timestamptz,
      auto_join_enabled boolean not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique nulls not distinct (organization_id, calendar_id, meeting_key, scope, original_start),
      check ((scope = 'series') = (original_start is null)),
      foreign key (organization_id, calendar_id) references calendars(organization_id, id) on delete cascade
    );
    comment on column calendar_overrides.auto_join_enabled is 'the person''s own yes or no; without a row: their rules';

    insert into calendar_overrides
      (organization_id, id, user_id, calendar_id, meeting_key, scope, original_start, auto_join_enabled)
      select organization_id, id, user_id, calendar_id, coalesce(ical_uid, series_id, external_event_id), 'event',
        coalesce(original_start, start_time), auto_join_enabled
      from calendar_events where auto_join_enabled is not null
      on conflict do nothing;
    alter table calendar_events drop column auto_join_enabled;

    create table calendar_policies (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      setting text not null,
      value jsonb not null,
      set_by_user_id uuid not null references users(id),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, setting)
    );
    comment on table calendar_policies is 'what an admin has set for everybody; a setting without a row is each person''s own';

    alter table calendar_auto_join_logs add column facts jsonb not null default '{}';
    comment on column calendar_auto_join_logs.facts is 'what the meeting looked like when this was decided, so that the next entry can say what changed';`.execute(
    db,
  )
  await tenantTable(db, 'calendar_overrides')
  await tenantTable(db, 'calendar_policies')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table calendar_events add column auto_join_enabled boolean;
    alter table calendar_auto_join_logs drop column facts;
    drop table calendar_policies;
    drop table calendar_overrides`.execute(db)
}
