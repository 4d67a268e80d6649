/** The storm's databases: one migrated template, and a clone of it for each storm. */

import pg from 'pg'
import { surviveLostConnections } from '#db/db.ts'
import { startScratchPostgres } from '#db/embedded.ts'
import { APP_ROLE_PASSWORD, appUrl, migrate } from '#db/migrate.ts'
import { installQueue } from '#jobs/queue.ts'
import { createLog } from '#lib/log.ts'
import { createVault } from '#lib/vault.ts'
import { allJobs } from '../../src/workload.ts'
import { dropDatabase } from '../drop-database.ts'
import { TEST_SECRET } from '../secret.ts'
import { QUEUE_TABLE } from './queue.ts'

export type Template = {
  secret: string
  /** Runs the work with a fresh database, which is dropped afterwards. */
  within<T>(work: (database: { url: string; secret: string }) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** On the server of TEST_DATABASE_URL, or on an embedded one in a scratch folder. */
export async function openTemplate(): Promise<Template> {
  const given = process.env.TEST_DATABASE_URL
  const server = given
    ? { url: given, stop: async () => {} }
    : await startScratchPostgres(createLog('silent'))
  const secret = TEST_SECRET
  const password = createVault([secret]).derive(APP_ROLE_PASSWORD)
  const name = `storm_${process.pid}`
  const admin = new pg.Pool({ connectionString: named(server.url, 'postgres'), max: 1 })
  surviveLostConnections(admin)
  const run = (statement: string) => admin.query(statement)
  await admin.query(`create database ${name}`)
  const ownerUrl = named(server.url, name)
  await migrate({ ownerUrl, appPassword: password, installQueue: (url) => installQueue(url, allJobs) })
  const owner = new pg.Client({ connectionString: ownerUrl })
  await owner.connect()
  await owner.query(QUEUE_TABLE)
  await owner.query(LEAVE_ROWS)
  await owner.end()
  let clones = 0

  return {
    secret,
    async within(work) {
      const clone = `${name}_${++clones}`
      await admin.query(`create database ${clone} template ${name}`)
      try {
        return await work({ url: appUrl(named(server.url, clone), password), secret })
      } finally {
        await dropDatabase(run, clone)
      }
    },
    async close() {
      await dropDatabase(run, name)
      await admin.end()
      await server.stop()
    },
  }
}

/** Where a row lies decides in which order it is found, if nobody asks for one: a vacuum comes when it likes. */
const LEAVE_ROWS = `do $$ declare one regclass; begin
  for one in select oid from pg_class where relkind = 'r' and relowner = current_user::regrole loop
    execute format('alter table %s set (autovacuum_enabled = false)', one);
  end loop; end $$`

function named(url: string, database: string): string {
  const copy = new URL(url)
  copy.pathname = `/${database}`
  return copy.toString()
}
