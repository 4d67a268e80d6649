/** `npm run restore -- FILE [--force]`: bring a backup back, into DATA_DIR or the database of DATABASE_URL. */
import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import { ensureRoles } from '../db/roles.ts'
import { type Config, readConfig } from '../src/config.ts'
import { prepareHome } from '../src/db/embedded/home.ts'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { CannotStart } from '../src/lib/cannot-start.ts'
import { entries, type Manifest, readManifest, unpack } from './lib/archive.ts'
import { readEnvironment } from './lib/environment.ts'
import { load } from './lib/postgres-tools.ts'
import { command, lines, say, step } from './lib/say.ts'

await command(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { force: { type: 'boolean' } },
  })
  const [name] = positionals
  if (!name) throw new CannotStart('Say which backup: npm run restore -- FILE')
  const file = resolve(name)
  if (!existsSync(file)) throw new CannotStart(`There is no file ${file}.`)
  const config = readConfig(readEnvironment())
  const manifest = readManifest(file)
  const target = config.databaseUrl ? 'dump' : 'embedded'
  if (manifest.kind !== target)
    throw new CannotStart(
      manifest.kind === 'dump'
        ? 'This backup is of a database of its own: set DATABASE_URL to where it shall go.'
        : 'This backup is of an embedded database: restore it without DATABASE_URL.',
    )
  const work = target === 'dump' ? loaded : unpacked
  await step('Restoring', `The backup of ${manifest.made}`, () =>
    work(config, file, manifest, values.force ?? false),
  )
  say('Restored. Start with npm start.')
})

async function unpacked(config: Config, file: string, _manifest: Manifest, force: boolean) {
  const home = prepareHome(config.dataDir)
  if (existsSync(home.data)) {
    if (!force)
      throw new CannotStart(
        `${config.dataDir} holds a database already. Choose another DATA_DIR, or add --force.`,
      )
    const running = await startEmbeddedPostgres({ dataDir: config.dataDir, log: lines }) // refused while it is in use
    await running.stop()
    const aside = `${home.data}.before-${process.pid}`
    renameSync(home.data, aside)
    say(`  What was there is kept in ${aside}`)
  }
  unpack(file, home.dir, ['data'])
  unpack(
    file,
    config.dataDir,
    entries(file).filter((name) => name !== 'data' && name !== 'backup.json'),
  )
  if (home.account) spawnSync('chown', ['-R', `${home.account.uid}:${home.account.gid}`, home.data])
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: lines }) // proves that it opens
  await postgres.stop()
}

async function loaded(config: Config, file: string, manifest: Manifest, force: boolean) {
  const url = config.databaseUrl ?? ''
  const user = decodeURIComponent(new URL(url).username)
  if (manifest.owner !== user)
    throw new CannotStart(
      `The tables of this backup belong to ${manifest.owner}: log in as that role, not as ${user}.`,
    )
  await prepareTarget(url, force)
  await makeRoles(url)
  const staging = mkdtempSync(join(tmpdir(), 'liveconvo-restore-'))
  try {
    unpack(file, staging, entries(file))
    load(url, join(staging, 'database.sql'))
    keepSecret(config, staging)
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
}

/** Empty, or emptied with --force: what is ours lies in these two schemas. */
async function prepareTarget(url: string, force: boolean) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(
      `select count(*)::int as tables from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    if (rows[0].tables > 0 && !force)
      throw new CannotStart(
        `That database holds ${rows[0].tables} tables already. Choose an empty one, or add --force.`,
      )
    if (rows[0].tables > 0)
      await client.query('drop schema if exists pgboss cascade; drop owned by current_user cascade')
  } finally {
    await client.end()
  }
}

/** The dump grants to roles, which belong to the cluster and not to the dump. Their password is set at the next start. */
async function makeRoles(url: string) {
  const db = new Kysely<unknown>({
    dialect: new PostgresDialect({ pool: new pg.Pool({ connectionString: url, max: 1 }) }),
  })
  await ensureRoles(db, null).finally(() => db.destroy())
}

function keepSecret(config: Config, staging: string) {
  const secret = join(staging, 'secret')
  if (!existsSync(secret)) return
  if (config.secrets.length > 0)
    return say(
      '! SECRET is set and stays in use; it must be the one of the backup for its encrypted values to open.',
    )
  mkdirSync(config.dataDir, { recursive: true })
  copyFileSync(secret, join(config.dataDir, 'secret'))
}
