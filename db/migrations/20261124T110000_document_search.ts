import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// Documents can be found: each is kept in passages, and each passage stands in the index beside the meeting's lines, so
// that the one function that searches (see bounded_search) finds both, within the same bound and by the same rule of
// who may see a meeting. It gives places; the words are read afterwards, behind row-level security.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table document_passages (
      organization_id uuid not null,
      document_id uuid not null,
      place integer not null,
      page integer,
      paragraph integer not null,
      text text not null,
      primary key (organization_id, document_id, place),
      foreign key (organization_id, document_id) references documents(organization_id, id) on delete cascade
    );
    comment on column document_passages.page is 'from 1; null where the file has none';
    comment on column document_passages.paragraph is 'the first one in it, from 1 in the page, or else in the document';

    alter table search_chunks add column document_id uuid;
    alter table search_chunks drop constraint search_chunks_kind_check;
    alter table search_chunks add constraint search_chunks_kind_check
      check (kind in ('lines', 'title', 'summary', 'document'));
    alter table search_chunks add constraint search_chunks_of_a_document
      check ((kind = 'document') = (document_id is not null));
    comment on column search_chunks.document_id is
      'first_sequence is the place of its passage; its own places in the index begin at a million';
    create index search_chunks_of_documents on search_chunks (organization_id, document_id)
      where document_id is not null`.execute(db)
  await tenantTable(db, 'document_passages')
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    delete from search_chunks where kind = 'document';
    alter table search_chunks drop constraint search_chunks_kind_check;
    alter table search_chunks drop column document_id;
    alter table search_chunks add constraint search_chunks_kind_check check (kind in ('lines', 'title', 'summary'));
    drop table document_passages`.execute(db)
}
