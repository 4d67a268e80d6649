import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// What people bring to a meeting: documents, a few words about it, and what each of them wants to have done before.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table documents (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      original_filename text not null,
      file_type text not null check (file_type in ('pdf', 'docx', 'txt', 'md', 'png', 'jpg')),
      file_size_bytes integer not null,
      sha256 text not null,
      content bytea,
      extracted_text text,
      page_count integer,
      ocr_confidence_score double precision,
      processing_status text not null default 'pending' check (processing_status in ('pending', 'complete', 'error')),
      processing_error text,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, session_id, sha256),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column documents.content is 'the file as it came; null where it could not be read';
    comment on column documents.ocr_confidence_score is '0 to 1, for pictures';
    create index documents_waiting on documents (created_at) where processing_status = 'pending';

    create table session_context (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      text_context text not null,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, session_id),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on column session_context.user_id is 'who wrote it last';

    create table prep_checklist (
      organization_id uuid not null,
      id uuid not null,
      session_id uuid not null,
      user_id uuid not null references users(id) on delete cascade,
      item_key text not null,
      text text not null,
      status text not null default 'open' check (status in ('open', 'done')),
      is_manual boolean not null default false,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      primary key (organization_id, id),
      unique (organization_id, session_id, user_id, item_key),
      foreign key (organization_id, session_id) references sessions(organization_id, id) on delete cascade
    );
    comment on table prep_checklist is
      'each person''s own: what they wrote, and their ticks on what was proposed (item_key says what that rests on)';

    alter table model_usage drop constraint model_usage_purpose_check;
    alter table model_usage add constraint model_usage_purpose_check
      check (purpose in ('summary', 'report', 'ask', 'embedding', 'guidance', 'brief'))`.execute(db)
  for (const table of tables) await tenantTable(db, table)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from model_usage where purpose = 'brief';
    alter table model_usage drop constraint model_usage_purpose_check;
    alter table model_usage add constraint model_usage_purpose_check
      check (purpose in ('summary', 'report', 'ask', 'embedding', 'guidance'))`.execute(db)
  for (const table of [...tables].reverse()) await sql`drop table ${sql.table(table)}`.execute(db)
}

const tables = ['documents', 'session_context', 'prep_checklist']
