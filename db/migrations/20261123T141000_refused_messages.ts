import { type Kysely, sql } from 'kysely'
import { globalTable } from '../tenant-table.ts'

// What was refused at the doors for providers, counted by hour. The messages themselves are not kept: nobody knows
// whose they are.
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table webhook_refusals (
      hour timestamptz not null,
      sender text not null,
      why text not null,
      count bigint not null,
      last_at timestamptz not null,
      primary key (hour, sender, why)
    )`.execute(db)
  await globalTable(db, 'webhook_refusals')
  await sql`create index bot_status_events_asked on bot_status_events (occurred_at) where source = 'asked'`.execute(
    db,
  )
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index bot_status_events_asked`.execute(db)
  await sql`drop table webhook_refusals`.execute(db)
}
