/**
 * One owner, one running server. The owner holds an advisory lock on a connection of its own: the lock ends with
 * the owner, however it ends, and the end of the connection is how the owner learns that Postgres has died.
 */
import { setTimeout as wait } from 'node:timers/promises'
import pg from 'pg'
import { CannotStart } from '#lib/cannot-start.ts'
import { findPostmaster, spawnPostmaster, stopPostmaster } from './postmaster.ts'
import type { Binaries, Home, Log, Purpose } from './types.ts'

/** Any constant will do: nothing else of ours locks in the database `postgres`. */
const OWNER_LOCK = 71_05_24

const TRIES = 600
const TRY_MS = 25

type Running = { port: number; adopted: boolean; guard: pg.Client }

/** Own the server of this folder and start it again whenever it dies. Throws CannotStart if it has an owner. */
export async function keepRunning(
  home: Home,
  binaries: Binaries,
  purpose: Purpose,
  log: Log,
  onLost: (reason: Error) => void,
) {
  let stopping = false
  let running = await own(home, binaries, purpose)
  let recovery: Promise<void> = Promise.resolve()
  watch()

  function watch() {
    running.guard.once('end', () => {
      if (!stopping) recovery = recover().catch(onLost)
    })
  }

  async function recover() {
    log.warn('The embedded Postgres has gone away; starting it again.')
    const { port } = running
    running = await own(home, binaries, purpose)
    if (running.port !== port)
      throw new CannotStart(
        `The embedded Postgres came back on port ${running.port} instead of ${port}. Start again.`,
      )
    log.info('The embedded Postgres is back.')
    if (stopping) return
    watch()
  }

  return {
    port: running.port,
    adopted: running.adopted,
    async stop() {
      if (stopping) return
      stopping = true
      await recovery
      await running.guard.end().catch(() => {}) // it may be gone already, which is what we want
      const postmaster = findPostmaster(home)
      if (postmaster) await stopPostmaster(postmaster)
    },
  }
}

/** Find or start the server, and lock it for us. */
async function own(home: Home, binaries: Binaries, purpose: Purpose): Promise<Running> {
  let words = 'it did not answer'
  let spawned: Awaited<ReturnType<typeof spawnPostmaster>> | null = null
  for (let tries = 0; tries < TRIES; tries++) {
    const found = findPostmaster(home)
    if (!found && !spawned) {
      spawned = await spawnPostmaster(home, binaries, purpose)
      void spawned.died.then((last) => {
        words = last
        spawned = null
      })
    }
    const port = found?.port ?? spawned?.port
    const guard = port ? await connect(home, port) : null
    if (guard && port) return { port, adopted: !spawned, guard: await lock(guard, home) }
    // Several ends in a row are not a race with a dying server any more.
    if (words.includes('FATAL') && tries > 40) break
    await wait(TRY_MS)
  }
  throw new CannotStart(`The embedded Postgres does not start (its log is ${home.logFile}): ${words}`)
}

/** null while the server is coming up, shutting down or not there. */
async function connect(home: Home, port: number): Promise<pg.Client | null> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: home.keys.admin,
    database: 'postgres',
    application_name: `LiveConvo ${process.pid}`,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
  })
  client.on('error', () => {}) // 'end' follows, and that is what we act upon
  try {
    await client.connect()
    return client
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '28P01')
      throw new CannotStart(
        `The keys in DATA_DIR do not open the database in ${home.data}. Was one of them replaced?`,
      )
    return null
  }
}

async function lock(guard: pg.Client, home: Home): Promise<pg.Client> {
  for (let tries = 0; tries < 20; tries++) {
    const { rows } = await guard.query('select pg_try_advisory_lock($1) as ours', [OWNER_LOCK])
    if (rows[0].ours) return guard
    await wait(TRY_MS) // an owner that was just killed: its connection closes in a moment
  }
  const { rows } = await guard.query(
    `select application_name as name from pg_locks join pg_stat_activity using (pid) where locktype = 'advisory' and objid = $1`,
    [OWNER_LOCK],
  )
  await guard.end()
  throw new CannotStart(
    `${rows[0]?.name ?? 'Another process'} already runs on the database in ${home.dir}. Stop it first, or choose another DATA_DIR.`,
  )
}
