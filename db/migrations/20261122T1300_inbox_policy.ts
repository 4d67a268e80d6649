import { type Kysely, sql } from 'kysely'

// A message is claimed before it is handled, so that one that kills its process is counted; what it carried is kept
// only as long as the operator's policy says, what became of it longer.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table webhook_inbox
      add column claimed_until timestamptz,
      add column payload_dropped_at timestamptz;
    comment on column webhook_inbox.attempts is 'counted before each try: a try that ends the process counts, too';
    comment on column webhook_inbox.claimed_until is 'whoever tries it is expected to be done by then; after that another one may';
    comment on column webhook_inbox.payload_dropped_at is 'the body was forgotten by policy; it cannot be replayed any more';

    create index webhook_inbox_parked on webhook_inbox (id) where status = 'parked';
    create index webhook_inbox_by_time on webhook_inbox using brin (received_at) with (pages_per_range = 16)`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop index webhook_inbox_by_time;
    drop index webhook_inbox_parked;
    alter table webhook_inbox drop column payload_dropped_at, drop column claimed_until`.execute(db)
}
