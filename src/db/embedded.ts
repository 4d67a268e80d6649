/**
 * The database for those who bring none: a real Postgres 18 of our own beside the product, on loopback.
 * It outlives a crash of the product and is adopted by the next start; one product per folder at a time.
 */
import { usableBinaries } from '#db/embedded/binaries.ts'
import { createCluster } from '#db/embedded/cluster.ts'
import { createDatabase, DATABASE, OWNER } from '#db/embedded/database.ts'
import { prepareHome } from '#db/embedded/home.ts'
import { keepRunning } from '#db/embedded/keep-running.ts'
import type { Log } from '#db/embedded/types.ts'

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
  /** Postgres died and could not be started again: nothing works from here on. */
  onLost?: (reason: Error) => void
}

/** Start, or find running, the Postgres of this folder. Throws CannotStart with one sentence. */
export async function startEmbeddedPostgres({ dataDir, log, onLost }: Options): Promise<EmbeddedPostgres> {
  const home = prepareHome(dataDir)
  const binaries = usableBinaries(home)
  const created = createCluster(home, binaries)
  const server = await keepRunning(home, binaries, log, onLost ?? ((reason) => log.error(reason.message)))
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

type Login = { host: string; port: number; user: string; password: string; database: string }

const urlOf = ({ host, port, user, password, database }: Login) =>
  `postgres://${user}:${password}@${host}:${port}/${database}`
