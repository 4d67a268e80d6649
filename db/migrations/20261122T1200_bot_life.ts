import { type Kysely, sql } from 'kysely'
import { globalTable, tenantTable } from '../tenant-table.ts'

// What a bot needs beside its wish: when somebody should look at it, what people were told, what they asked it to do,
// how it introduces itself, and what was said about being recorded.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table bots
      add column alternate_url text,
      add column refused_url text,
      add column retries integer not null default 0,
      add column watch_at timestamptz;
    comment on column bots.alternate_url is 'another link to the same meeting; tried once if the provider refuses the first';
    comment on column bots.refused_url is 'the wished link, which the provider refused; this bot goes by the alternate one';
    comment on column bots.retries is 'how often a bot was sent again for the same wish before this one';
    comment on column bots.watch_at is 'when somebody should look whether this bot is well; null = nothing to look for';
    create index bots_to_watch on bots (watch_at) where watch_at is not null;
    create index bots_by_room on bots (organization_id, room_key, join_at);

    alter table bot_status_events
      add column source text not null default 'message' check (source in ('message', 'asked'));
    comment on column bot_status_events.source is 'asked: its message never came, and we learned of it by asking';

    create table bot_settings (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      bot_name text not null default 'LiveConvo' check (length(bot_name) between 1 and 100),
      can_retry_lobby boolean not null default true,
      is_announced boolean not null default true,
      after_objection text not null default 'keep' check (after_objection in ('keep', 'delete')),
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id)
    );
    comment on column bot_settings.after_objection is 'what becomes of the part recorded before a participant said no';

    create table bot_notices (
      organization_id uuid not null,
      id uuid not null,
      bot_id uuid not null,
      session_id uuid not null,
      kind text not null check (kind in ('lobby', 'lobby_again', 'let_in', 'no_sign', 'no_words', 'no_end', 'media_expires')),
      given_at timestamptz not null,
      ended_at timestamptz,
      primary key (organization_id, id),
      unique (organization_id, bot_id, kind),
      foreign key (organization_id, bot_id) references bots(organization_id, id) on delete cascade,
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table bot_notices is 'what people were told about a bot, each kind once; open until ended_at';

    create table bot_commands (
      organization_id uuid not null,
      id uuid not null,
      bot_id uuid not null,
      session_id uuid not null,
      user_id uuid references users(id),
      kind text not null check (kind in ('pause', 'resume', 'chat', 'delete_media')),
      message text,
      status text not null default 'planned' check (status in ('planned', 'done', 'refused')),
      detail text,
      done_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, bot_id) references bots(organization_id, id) on delete cascade,
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table bot_commands is 'what somebody asked a bot to do; the id is the idempotency key, the row is the receipt';
    create index bot_commands_of_session on bot_commands (organization_id, session_id, created_at);

    create table session_consents (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      bot_id uuid,
      kind text not null check (kind in ('announced', 'objected', 'deleted')),
      said_by text not null check (said_by in ('bot', 'participant', 'member')),
      consequence text not null,
      occurred_at timestamptz not null,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table session_consents is 'the ledger of consent: what was said about being recorded, and what followed; only added to';
    create unique index one_announcement_per_bot on session_consents (organization_id, bot_id) where kind = 'announced';

    create table call_budgets (
      name text primary key,
      tokens double precision not null,
      filled_at timestamptz not null,
      blocked_until timestamptz
    );
    comment on table call_budgets is 'token buckets for the calls to the provider, shared by every process'`.execute(
    db,
  )

  for (const table of tables) await tenantTable(db, table)
  await sql`revoke update, delete on session_consents from liveconvo_app, liveconvo_system`.execute(db)
  await globalTable(db, 'call_budgets')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of ['call_budgets', ...tables])
    await sql`drop table ${sql.table(table)} cascade`.execute(db)
  await sql`
    alter table bot_status_events drop column source;
    alter table bots drop column alternate_url, drop column refused_url, drop column retries, drop column watch_at`.execute(
    db,
  )
}

const tables = ['bot_settings', 'bot_notices', 'bot_commands', 'session_consents']
