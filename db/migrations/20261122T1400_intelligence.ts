import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// What is written about meetings, and how: summaries keep their versions, their wishes and what they cost; templates
// and reports; the tokens of every question to a model, and the most that an organization wants to spend on them.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table summaries
      add column structured_notes jsonb not null default '[]',
      add column coverage jsonb,
      add column instructions text,
      add column template_id text;
    comment on column summaries.structured_notes is 'by topic: [{title, points: [{text, transcript_ids}]}]';
    comment on column summaries.template_id is 'a system template by its name, or a row of templates';

    create table summary_versions (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      version integer not null,
      content jsonb not null,
      instructions text,
      template_id text,
      model_used text,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id, session_id, version),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table summary_versions is 'each finished summary as it was written, before people changed it';

    create table templates (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid references users(id) on delete cascade,
      name text not null,
      description text not null default '',
      conversation_type text,
      context_instructions text not null,
      usage_count integer not null default 0,
      last_used_at timestamptz,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      deleted_at timestamptz,
      primary key (organization_id, id)
    );
    comment on column templates.user_id is 'whose it is; null: the whole organization''s';

    create table custom_reports (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      title text not null,
      prompt text not null,
      template_id text,
      session_ids uuid[] not null,
      generation_status text not null default 'pending'
        check (generation_status in ('pending', 'generating', 'completed', 'failed')),
      generation_error text,
      generated_content text not null default '',
      sources jsonb not null default '[]',
      model_used text,
      created_at timestamptz not null default now(),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id)
    );
    comment on table custom_reports is 'seen by its maker alone; made of meetings that the maker could see';
    create index custom_reports_of_user on custom_reports (organization_id, user_id, created_at desc);

    create table model_usage (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      session_id uuid,
      purpose text not null check (purpose in ('summary', 'report', 'ask', 'embedding', 'guidance')),
      model text not null,
      prompt_tokens integer not null,
      completion_tokens integer not null,
      cost_usd double precision,
      created_at timestamptz not null default now(),
      primary key (organization_id, id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete set null (session_id)
    );
    comment on column model_usage.cost_usd is 'null where no price is known for the model';
    create index model_usage_by_time on model_usage (organization_id, created_at);
    create index model_usage_of_session on model_usage (organization_id, session_id);

    create table model_budgets (
      organization_id uuid not null references organizations(id) on delete cascade,
      id uuid not null,
      monthly_tokens bigint check (monthly_tokens >= 0),
      monthly_usd double precision check (monthly_usd >= 0),
      updated_at timestamptz not null default now(),
      primary key (organization_id, id),
      unique (organization_id)
    );
    comment on table model_budgets is 'the most per calendar month (UTC); null: no limit. Above it, rules write instead'
  `.execute(db)
  for (const table of tables) await tenantTable(db, table)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)}`.execute(db)
  await sql`
    alter table summaries drop column structured_notes, drop column coverage, drop column instructions,
      drop column template_id`.execute(db)
}

const tables = ['summary_versions', 'templates', 'custom_reports', 'model_usage', 'model_budgets']
