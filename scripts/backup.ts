/**
 * `npm run backup -- [FILE]`: the database with the secret that opens what is encrypted in it, in one file. The
 * embedded database is stopped for it (and must not be in use); one of DATABASE_URL is dumped while it runs.
 */
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Config, readConfig } from '../src/config.ts'
import { prepareHome } from '../src/db/embedded/home.ts'
import { startEmbeddedPostgres } from '../src/db/embedded.ts'
import { CannotStart } from '../src/lib/cannot-start.ts'
import { type Manifest, pack } from './lib/archive.ts'
import { readEnvironment } from './lib/environment.ts'
import { dump } from './lib/postgres-tools.ts'
import { command, lines, say, step } from './lib/say.ts'

/** What lies in DATA_DIR and is no data: the database itself is added apart. */
const LEFT_OUT = /^(postgres|postgres\.(log|port|location)|.*\.tar\.gz)$/

await command(async () => {
  const config = readConfig(readEnvironment())
  const made = new Date().toISOString()
  const file = resolve(process.argv[2] ?? `liveconvo-${made.slice(0, 19).replaceAll(':', '')}.tar.gz`)
  const staging = mkdtempSync(join(tmpdir(), 'liveconvo-backup-')) // mode 0700
  try {
    await step('Making the backup', 'Backup', () =>
      (config.databaseUrl ? dumped : archived)(config, file, staging, made),
    )
  } finally {
    rmSync(staging, { recursive: true, force: true })
  }
  say(
    `${file} (${(statSync(file).size / 1e6).toFixed(1)} MB). It holds the secret: keep it where only you can read it.`,
  )
})

async function archived(config: Config, file: string, staging: string, made: string) {
  const home = prepareHome(config.dataDir)
  if (!existsSync(home.data)) throw new CannotStart(`There is no database in ${config.dataDir} yet.`)
  const postgres = await startEmbeddedPostgres({ dataDir: config.dataDir, log: lines }) // refused while it is in use
  await postgres.stop()
  writeManifest(staging, { kind: 'embedded', made })
  writeSecret(staging, config)
  pack(file, [
    { from: staging, names: readdirSync(staging) },
    { from: config.dataDir, names: readdirSync(config.dataDir).filter((name) => !isLeftOut(name, staging)) },
    { from: home.dir, names: ['data'] },
  ])
}

async function dumped(config: Config, file: string, staging: string, made: string) {
  const url = config.databaseUrl ?? ''
  dump(url, join(staging, 'database.sql'))
  writeManifest(staging, { kind: 'dump', made, owner: decodeURIComponent(new URL(url).username) })
  writeSecret(staging, config)
  const kept = join(config.dataDir, 'secret')
  const secret =
    existsSync(kept) && config.secrets.length === 0 ? [{ from: config.dataDir, names: ['secret'] }] : []
  pack(file, [{ from: staging, names: readdirSync(staging) }, ...secret])
}

function isLeftOut(name: string, staging: string): boolean {
  return LEFT_OUT.test(name) || existsSync(join(staging, name))
}

function writeManifest(staging: string, manifest: Manifest) {
  writeFileSync(join(staging, 'backup.json'), JSON.stringify(manifest, null, 2))
}

/** Where SECRET is given, the file of DATA_DIR is not what opens the database. */
function writeSecret(staging: string, config: Config) {
  if (config.secrets.length > 0)
    writeFileSync(join(staging, 'secret'), `${config.secrets.join('\n')}\n`, { mode: 0o600 })
  else if (!existsSync(join(config.dataDir, 'secret')))
    say('! There is no secret in DATA_DIR and none in SECRET: encrypted values of this backup will not open.')
}
