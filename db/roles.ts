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
  await letOwnerStepIn(db)
}

/**
 * A backup reads as the system role (`pg_dump --role=liveconvo_system`), because under forced row-level security the
 * owner sees nothing. From version 16 on the maker of a role may grant it, but is not a member that may step in.
 */
async function letOwnerStepIn(db: Kysely<unknown>) {
  await sql`do $$ begin
    if not exists (
      select from pg_auth_members as m where roleid = 'liveconvo_system'::regrole and member = current_user::regrole
        and (to_jsonb(m) ->> 'set_option') is distinct from 'false'
    ) then
      execute format('grant liveconvo_system to %I', current_user) || case
        when current_setting('server_version_num')::int >= 160000 then ' with inherit false, set true' else '' end;
    end if;
  exception when unique_violation or insufficient_privilege then null; end $$`.execute(db)
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
