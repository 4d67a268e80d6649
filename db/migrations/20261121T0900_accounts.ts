import { type Kysely, sql } from 'kysely'
import { globalTable } from '../tenant-table.ts'

// People and organizations: global, because one person belongs to many organizations. The sign-in code reads and
// writes them under a role of its own; everything else reaches them as the system role.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`grant usage on schema public to liveconvo_app, liveconvo_system, liveconvo_sign_in`.execute(db)
  await sql`
    create table users (
      id uuid primary key,
      email text not null unique check (email = lower(email)),
      is_email_verified boolean not null default false,
      full_name text not null,
      avatar_url text,
      timezone text not null default 'UTC',
      current_organization_id uuid,
      is_admin boolean not null default false,
      is_active boolean not null default true,
      last_login_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz
    );
    comment on column users.is_admin is 'operator of this server, not a role inside an organization';

    create table user_accounts (
      id uuid primary key,
      user_id uuid not null references users(id) on delete cascade,
      account_id text not null,
      provider_id text not null,
      access_token text,
      refresh_token text,
      id_token text,
      access_token_expires_at timestamptz,
      refresh_token_expires_at timestamptz,
      scope text,
      password_hash text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (provider_id, account_id)
    );
    create index user_accounts_of_user on user_accounts (user_id);

    create table user_verifications (
      id uuid primary key,
      identifier text not null,
      value text not null,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index user_verifications_by_identifier on user_verifications (identifier);

    create table organizations (
      id uuid primary key,
      name text not null,
      display_name text,
      slug text not null unique,
      branding_logo_url text,
      default_timezone text not null default 'UTC',
      data_retention_days integer check (data_retention_days > 0),
      max_members integer,
      metadata text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz
    );
    alter table users add foreign key (current_organization_id) references organizations(id) on delete set null;

    create table user_app_sessions (
      id uuid primary key,
      user_id uuid not null references users(id) on delete cascade,
      session_token text not null unique,
      current_organization_id uuid references organizations(id) on delete set null,
      expires_at timestamptz not null,
      ip_address text,
      user_agent text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create index user_app_sessions_of_user on user_app_sessions (user_id);

    create table organization_members (
      id uuid primary key,
      organization_id uuid not null references organizations(id) on delete cascade,
      user_id uuid not null references users(id) on delete cascade,
      role text not null default 'member' check (role in ('owner', 'admin', 'member')),
      status text not null default 'active' check (status in ('active', 'inactive')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      unique (organization_id, user_id)
    );
    create index organization_members_of_user on organization_members (user_id);

    create table organization_invitations (
      id uuid primary key,
      organization_id uuid not null references organizations(id) on delete cascade,
      email text not null,
      role text not null default 'member' check (role in ('owner', 'admin', 'member')),
      status text not null default 'pending',
      invited_by_user_id uuid not null references users(id) on delete cascade,
      expires_at timestamptz not null,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now()
    );
    create unique index one_pending_invitation on organization_invitations (organization_id, email)
      where status = 'pending';

    create table sign_in_rate_limits (
      id uuid primary key default gen_random_uuid(),
      key text not null unique,
      count integer not null,
      last_request bigint not null
    );

    create table system_settings (
      key text primary key,
      value jsonb not null,
      updated_at timestamptz not null default now()
    )`.execute(db)

  for (const table of tables) await globalTable(db, table, { signIn: true })
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)} cascade`.execute(db)
}

const tables = [
  'users',
  'user_accounts',
  'user_verifications',
  'organizations',
  'user_app_sessions',
  'organization_members',
  'organization_invitations',
  'sign_in_rate_limits',
  'system_settings',
]
