import { type Kysely, sql } from 'kysely'

/** Put a table behind row-level security. Frozen: migrations depend on it, so it is extended, never edited. */
export async function tenantTable(db: Kysely<unknown>, table: string): Promise<void> {
  const t = sql.table(table)
  await sql`alter table ${t} enable row level security`.execute(db)
  await sql`alter table ${t} force row level security`.execute(db)
  await sql`create policy own_organization on ${t} to liveconvo_app
            using (organization_id = (select nullif(current_setting('app.organization_id', true), '')::uuid))`.execute(
    db,
  )
  await sql`create policy every_organization on ${t} to liveconvo_system using (true)`.execute(db)
  await sql`grant select, insert, update, delete on ${t} to liveconvo_app, liveconvo_system`.execute(db)
}

/** A table outside the tenants: reached by the system role (and by the sign-in role where that says so). */
export async function globalTable(
  db: Kysely<unknown>,
  table: string,
  { signIn = false }: { signIn?: boolean } = {},
): Promise<void> {
  await sql`grant select, insert, update, delete on ${sql.table(table)} to liveconvo_system`.execute(db)
  if (signIn)
    await sql`grant select, insert, update, delete on ${sql.table(table)} to liveconvo_sign_in`.execute(db)
}
