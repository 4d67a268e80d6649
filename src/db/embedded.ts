/**
 * The database for those who bring none: a real Postgres 18 of our own beside the product, on loopback.
 * It outlives a crash of the product and is adopted by the next start; one product per folder at a time.
 */
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { usableBinaries } from '#db/embedded/binaries.ts'
import { createCluster } from '#db/embedded/cluster.ts'
import { createDatabase, DATABASE, OWNER } from '#db/embedded/database.ts'
import { prepareHome } from '#db/embedded/home.ts'
import { keepRunning } from '#db/embedded/keep-running.ts'
import type { Log, Purpose } from '#db/embedded/types.ts'

export type EmbeddedPostgres = {
  /** Logs in as the owner of the database: no superuser, may create roles. The same rights as in production. */
  url: string
  /** The superuser, on the database `postgres`: for backups and for tests that clone databases. */
  adminUrl: string
  /** How this start found it. */
  found: 'created' | 'started' | 'adopted'
  /** A clean, fast shutdown; returns when the process is gone and every byte is on disk. */
  stop(): Promise<void>
}

type Options = {
  /** The product's folder; the database gets a folder of its own in it. */
  dataDir: string
  log: Log
  purpose?: Purpose
  /** Postgres died and could not be started again: nothing works from here on. */
  onLost?: (reason: Error) => void
}

/** Start, or find running, the Postgres of this folder. Throws CannotStart with one sentence. */
export async function startEmbeddedPostgres(options: Options): Promise<EmbeddedPostgres> {
  const { dataDir, log, purpose = 'keep', onLost = (reason) => log.error(reason.message) } = options
  const home = prepareHome(dataDir)
  const binaries = usableBinaries(home)
  const created = createCluster(home, binaries)
  const server = await keepRunning(home, binaries, purpose, log, onLost)
  try {
    const at = { host: '127.0.0.1', port: server.port }
    const adminUrl = urlOf({ ...at, user: 'postgres', password: home.keys.admin, database: 'postgres' })
    await createDatabase(adminUrl, home.keys.owner)
    return {
      url: urlOf({ ...at, user: OWNER, password: home.keys.owner, database: DATABASE }),
      adminUrl,
      found: created ? 'created' : server.adopted ? 'adopted' : 'started',
      stop: server.stop,
    }
  } catch (error) {
    await server.stop()
    throw error
  }
}

/** A Postgres for tests and trials in a folder of its own, which `stop` removes with everything in it. */
export async function startScratchPostgres(log: Log): Promise<EmbeddedPostgres> {
  const dataDir = mkdtempSync(join(tmpdir(), 'liveconvo-scratch-'))
  chmodSync(dataDir, 0o711) // as root, Postgres passes through as another user
  const postgres = await startEmbeddedPostgres({ dataDir, log, purpose: 'scratch' })
  return {
    ...postgres,
    async stop() {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

type Login = { host: string; port: number; user: string; password: string; database: string }

const urlOf = ({ host, port, user, password, database }: Login) =>
  `postgres://${user}:${password}@${host}:${port}/${database}`
