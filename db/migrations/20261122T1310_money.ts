import { type Kysely, sql } from 'kysely'
import { globalTable, tenantTable } from '../tenant-table.ts'

// The ledger of minutes (append-only: a correction is a row of its own), what is set aside for meetings to come, the
// limits that an organization gives itself, and how our own seconds compare with what the provider counts.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table usage_records (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id),
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      billable_seconds integer not null,
      billable_minutes integer not null,
      provider_seconds integer not null,
      because text not null check (because in ('metered', 'corrected')),
      created_at timestamptz not null,
      primary key (organization_id, id)
    );
    comment on table usage_records is
      'the ledger: each row is a difference; the sum over a session is what it used. Never changed, never deleted';
    comment on column usage_records.month is '2026-11: the month in which the recording began, in the organization''s time zone';
    comment on column usage_records.provider_seconds is 'what the provider charges us: joining to done; never a person''s bill';
    create index usage_records_of_session on usage_records (organization_id, session_id);
    create index usage_records_by_month on usage_records (organization_id, month, user_id);

    create function refuse_change_of_the_ledger() returns trigger language plpgsql as $$
    begin
      if pg_trigger_depth() = 1 then -- deeper: the organization itself is being deleted
        raise exception 'the ledger is append-only: write a correction';
      end if;
      return old;
    end $$;
    create trigger append_only before update or delete on usage_records
      for each row execute function refuse_change_of_the_ledger();

    create table monthly_usage_cache (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id),
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      billable_seconds integer not null,
      billable_minutes integer not null,
      provider_seconds integer not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, month, user_id)
    );
    comment on table monthly_usage_cache is 'sums of usage_records; may be thrown away and made anew';

    create table usage_reservations (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id),
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      minutes integer not null check (minutes >= 0),
      status text not null default 'held' check (status in ('held', 'settled', 'released')),
      starts_at timestamptz not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, session_id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table usage_reservations is 'minutes set aside for a planned bot until its meeting is counted or called off';
    create index usage_reservations_held on usage_reservations (organization_id, month) where status = 'held';

    create table spending_limits (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid references users(id) on delete cascade,
      monthly_minutes integer not null check (monthly_minutes >= 0),
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique nulls not distinct (organization_id, user_id)
    );
    comment on column spending_limits.user_id is 'null: the limit of the whole organization';

    create table spending_warnings (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid references users(id) on delete cascade,
      month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
      percent integer not null check (percent = 80 or percent = 100),
      used_minutes integer not null,
      limit_minutes integer not null,
      created_at timestamptz not null,
      primary key (organization_id, id),
      unique nulls not distinct (organization_id, user_id, month, percent)
    );
    comment on table spending_warnings is 'said once for each limit, month and level; user_id null: about the organization''s';

    create table provider_usage_checks (
      day text primary key check (day ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'),
      provider_seconds double precision not null,
      our_seconds double precision not null,
      fatal_seconds double precision not null,
      is_discrepancy boolean not null,
      sentence text not null,
      checked_at timestamptz not null
    );
    comment on table provider_usage_checks is
      'one row a day (UTC): seconds of bots as the provider counts them for the whole workspace, and as we do';

    -- Deleting an organization takes all of its rows along.
    alter table bot_usage_tracking
      drop constraint bot_usage_tracking_organization_id_bot_id_fkey,
      add foreign key (organization_id, bot_id) references bots(organization_id, id) on delete cascade,
      drop constraint bot_usage_tracking_organization_id_session_id_fkey,
      add foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade;
    alter table usage_tracking
      drop constraint usage_tracking_organization_id_session_id_fkey,
      add foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade`.execute(
    db,
  )
  for (const table of tables) await tenantTable(db, table)
  await globalTable(db, 'provider_usage_checks')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table provider_usage_checks`.execute(db)
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)} cascade`.execute(db)
  await sql`drop function refuse_change_of_the_ledger`.execute(db)
}

const tables = [
  'usage_records',
  'monthly_usage_cache',
  'usage_reservations',
  'spending_limits',
  'spending_warnings',
]
