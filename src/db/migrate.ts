/**
 * Bring a database to the present: roles, migrations, the job queue's tables, the grants. Runs as the owner, at
 * start and by `npm run migrate`; twice at once is safe (Kysely takes an advisory lock). Needs no superuser.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Kysely, PostgresDialect, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import pg from 'pg'
import { CannotStart } from '#lib/cannot-start.ts'
import { ensureRoles } from '../../db/roles.ts'

const MIGRATIONS = join(import.meta.dirname, '../../db/migrations')
const OLDEST_SERVER = 150_000

/** What the app role's password is derived for (lib/vault). */
export const APP_ROLE_PASSWORD = 'database role liveconvo_app'

export type MigrateOptions = {
  ownerUrl: string
  /** The password that liveconvo_app gets; null where that role was made by hand (APP_DATABASE_URL). */
  appPassword: string | null
  /** Makes the job queue's tables, as the owner. */
  installQueue: (ownerUrl: string) => Promise<void>
}

/** Returns the names of the migrations that were applied now. Throws with a sentence when the server cannot serve. */
export async function migrate({ ownerUrl, appPassword, installQueue }: MigrateOptions): Promise<string[]> {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: ownerUrl, max: 2 }) }),
  })
  try {
    await checkVersion(db)
    if (appPassword) await ensureRoles(db, appPassword).catch(allowing(ownerUrl, MAY_NOT_MAKE_ROLES))
    return await build(db, ownerUrl, installQueue).catch(allowing(ownerUrl, MAY_NOT_MAKE_TABLES))
  } finally {
    await db.destroy()
  }
}

async function build(db: Kysely<unknown>, ownerUrl: string, installQueue: MigrateOptions['installQueue']) {
  const applied = await applyAll(db)
  await installQueue(ownerUrl)
  await grantQueue(db)
  await grantBackup(db)
  return applied
}

const NOT_ALLOWED = '42501'
const MAY_NOT_MAKE_ROLES =
  'may not make or change the roles that the server logs in as. Give it CREATEROLE, or make the roles by hand and set APP_DATABASE_URL: docs/self-hosting.md says how.'
const MAY_NOT_MAKE_TABLES =
  'may not make what the database needs. Let it own the database: docs/self-hosting.md, "The database".'

/** Postgres' "permission denied" in a sentence with its remedy. */
const allowing =
  (ownerUrl: string, sentence: string) =>
  (error: unknown): never => {
    if (!(error instanceof pg.DatabaseError && error.code === NOT_ALLOWED)) throw error
    const who = decodeURIComponent(new URL(ownerUrl).username) || 'of DATABASE_URL'
    throw new CannotStart(`The database user ${who} ${sentence} (${error.message})`, { cause: error })
  }

/** The URL of the same database for `liveconvo_app`. */
export function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl)
  url.username = 'liveconvo_app'
  url.password = password
  return url.toString()
}

async function checkVersion(db: Kysely<unknown>) {
  const { rows } = await sql<{
    version: string
  }>`select current_setting('server_version_num') as version`.execute(db)
  if (Number(rows[0]?.version) < OLDEST_SERVER) throw new Error('PostgreSQL 15 or newer is needed')
}

async function applyAll(db: Kysely<unknown>): Promise<string[]> {
  const migrator = new Migrator({ db, provider: { getMigrations: readMigrations } })
  const { error, results } = await migrator.migrateToLatest()
  if (error) throw error
  return (results ?? [])
    .filter(({ status }) => status === 'Success')
    .map(({ migrationName }) => migrationName)
}

async function readMigrations(): Promise<Record<string, Migration>> {
  const files = (await readdir(MIGRATIONS)).filter((file) => file.endsWith('.ts')).sort()
  const loaded = await Promise.all(
    files.map(async (file) => [file.slice(0, -3), await import(join(MIGRATIONS, file))] as const),
  )
  return Object.fromEntries(loaded)
}

/**
 * Job payloads hold ids only, so both roles may enqueue; neither may change the queue's tables. The system role also
 * reads the list of migrations, so that a dump as that role is whole.
 */
async function grantQueue(db: Kysely<unknown>) {
  await sql`
    grant usage on schema pgboss to liveconvo_app, liveconvo_system;
    grant select, insert, update, delete on all tables in schema pgboss to liveconvo_app, liveconvo_system;
    grant usage on all sequences in schema pgboss to liveconvo_app, liveconvo_system;
    grant execute on all functions in schema pgboss to liveconvo_app, liveconvo_system;
    grant select on kysely_migration, kysely_migration_lock to liveconvo_system`.execute(db)
}

/** What a backup reads beside the rooms' tables: the notes of the migrations, and where the sequences stand. */
async function grantBackup(db: Kysely<unknown>) {
  await sql`
    grant select on all tables in schema public to liveconvo_system;
    grant select on all sequences in schema public to liveconvo_system`.execute(db)
}
