import { type Kysely, sql } from 'kysely'
import { globalTable, tenantTable } from '../tenant-table.ts'

// The inbox: every received message of every sender. The row is the message and its own queue. Beside it the change
// feed that the browsers follow: numbers are handed out under a lock per organization, so that no reader skips one.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_inbox (
      id bigint generated always as identity primary key,
      sender text not null,
      message_id text not null,
      event_type text,
      headers jsonb not null default '{}',
      body bytea not null,
      status text not null default 'waiting' check (status in ('waiting', 'done', 'ignored', 'parked')),
      outcome text,
      attempts integer not null default 0,
      next_attempt_at timestamptz not null,
      organization_id uuid,
      received_at timestamptz not null,
      processed_at timestamptz,
      unique (sender, message_id)
    );
    create index webhook_inbox_live on webhook_inbox (id) where status = 'waiting' and sender = 'recall_live';
    create index webhook_inbox_rest on webhook_inbox (id) where status = 'waiting' and sender <> 'recall_live';

    create view recall_ai_webhooks as
      select id, event_type, status, outcome, received_at, processed_at from webhook_inbox where sender like 'recall%';
    create view calendar_webhooks as
      select id, event_type, status, outcome, received_at, processed_at from webhook_inbox
      where sender in ('google', 'microsoft');
    create view webhook_logs as
      select id, sender, event_type, status, outcome, received_at, processed_at from webhook_inbox;

    create table live_counters (
      organization_id uuid primary key references organizations(id) on delete cascade,
      last_number bigint not null
    );
    create table live_changes (
      organization_id uuid not null references organizations(id) on delete cascade,
      number bigint not null,
      topic text not null,
      subject_id uuid,
      session_id uuid,
      user_id uuid,
      created_at timestamptz not null,
      primary key (organization_id, number)
    );
    comment on table live_changes is
      'what moved, never the content: topic and row id; readers load what they may see. user_id: only for that person'`.execute(
    db,
  )
  await globalTable(db, 'webhook_inbox')
  for (const view of ['recall_ai_webhooks', 'calendar_webhooks', 'webhook_logs'])
    await sql`grant select on ${sql.table(view)} to liveconvo_system`.execute(db)
  await tenantTable(db, 'live_counters')
  await tenantTable(db, 'live_changes')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop view recall_ai_webhooks, calendar_webhooks, webhook_logs`.execute(db)
  for (const table of ['live_changes', 'live_counters', 'webhook_inbox'])
    await sql`drop table ${sql.table(table)}`.execute(db)
}
