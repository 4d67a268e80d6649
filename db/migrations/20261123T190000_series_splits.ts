import { type Kysely, sql } from 'kysely'
import { tenantTable } from '../tenant-table.ts'

// "This and following" in Outlook ends one series and begins another under a UID of its own. What a person said about
// the first is meant for both, so the second is tied to the first.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table calendar_series_splits (
      organization_id uuid not null,
      calendar_id uuid not null,
      meeting_key text collate "C" not null,
      first_meeting_key text collate "C" not null,
      created_at timestamptz not null default now(),
      primary key (organization_id, calendar_id, meeting_key),
      check (meeting_key <> first_meeting_key),
      foreign key (organization_id, calendar_id) references calendars(organization_id, id) on delete cascade
    );
    comment on column calendar_series_splits.first_meeting_key is 'the series that this one goes on from: what was said of either is meant for both';`.execute(
    db,
  )
  await tenantTable(db, 'calendar_series_splits')
}

export const down = (db: Kysely<unknown>) => sql`drop table calendar_series_splits`.execute(db)
