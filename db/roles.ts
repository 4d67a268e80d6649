import { type Kysely, sql } from 'kysely'

/**
 * The roles belong to the whole cluster, so they are made outside the migrations, each time, idempotently.
 * `liveconvo_app` logs in and inherits nothing (a role that inherited `system` would see every organization);
 * it may step into `liveconvo_system` (every organization) and `liveconvo_sign_in` (accounts) for one transaction.
 */
export async function ensureRoles(db: Kysely<unknown>, appPassword: string | null): Promise<void> {
  await createRole(db, 'liveconvo_app', 'login noinherit')
  await createRole(db, 'liveconvo_system', 'nologin')
  await createRole(db, 'liveconvo_sign_in', 'nologin')
  if (appPassword) await sql`alter role liveconvo_app with password ${sql.lit(appPassword)}`.execute(db)
  for (const role of ['liveconvo_system', 'liveconvo_sign_in']) await grantOnce(db, role)
}

/** Two servers may start at once on one cluster: the loser of the race finds the role made. */
async function createRole(db: Kysely<unknown>, name: string, how: 'login noinherit' | 'nologin') {
  await sql`do $$ begin
    if not exists (select from pg_roles where rolname = ${sql.lit(name)}) then
      create role ${sql.ref(name)} ${sql.raw(how)};
    end if;
  exception when duplicate_object or unique_violation then null; end $$`.execute(db)
}

async function grantOnce(db: Kysely<unknown>, role: string) {
  await sql`do $$ begin
    if not pg_has_role('liveconvo_app', ${sql.lit(role)}, 'member') then
      grant ${sql.ref(role)} to liveconvo_app;
    end if;
  exception when unique_violation then null; end $$`.execute(db)
}
