/** The database of a command: the one that DATABASE_URL names, or the embedded one of DATA_DIR. */
import pg from 'pg'
import { startEmbeddedPostgres } from '../../src/db/embedded.ts'
import { CannotStart } from '../../src/lib/cannot-start.ts'
import { lines } from './say.ts'

export type Database = { url: string; kind: 'embedded' | 'yours'; stop(): Promise<void> }

const OLDEST = 15
const ANSWER_WITHIN_MS = 10_000

/** Start or reach it. Throws CannotStart with the reason in words, never with the password. */
export async function openDatabase(
  config: { databaseUrl?: string | undefined; dataDir: string },
  onLost?: (reason: Error) => void,
): Promise<Database> {
  if (config.databaseUrl) {
    await reach(config.databaseUrl)
    return { url: config.databaseUrl, kind: 'yours', stop: async () => {} }
  }
  const { url, stop } = await startEmbeddedPostgres({
    dataDir: config.dataDir,
    log: lines,
    ...(onLost && { onLost }),
  })
  return { url, kind: 'embedded', stop }
}

async function reach(url: string): Promise<void> {
  const where = hostOf(url)
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: ANSWER_WITHIN_MS })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query('show server_version')
    if (Number.parseInt(rows[0].server_version, 10) < OLDEST)
      throw new CannotStart(
        `The Postgres at ${where} is version ${rows[0].server_version}; ${OLDEST} or newer is needed.`,
      )
  } catch (error) {
    if (error instanceof CannotStart) throw error
    throw new CannotStart(
      `The database at ${where} cannot be reached: ${reason(error)}. Check DATABASE_URL.`,
      {
        cause: error,
      },
    )
  } finally {
    await client.end().catch(() => {}) // it may never have been open
  }
}

const reason = (error: unknown) =>
  error instanceof AggregateError
    ? String(error.errors[0]?.message)
    : error instanceof Error
      ? error.message
      : String(error)

function hostOf(url: string): string {
  const { hostname, port, pathname } = new URL(url)
  return `${hostname || 'the local socket'}${port && `:${port}`}${pathname}`
}
