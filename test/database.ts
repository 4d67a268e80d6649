/**
 * A real Postgres for tests: the template database is migrated once per run (setup.ts), and each test file clones it.
 * `await using world = await freshDatabase()` drops the clone at the end.
 */
import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { connect, type Db } from '#db/db.ts'
import { APP_ROLE_PASSWORD, appUrl } from '#db/migrate.ts'
import { createVault } from '#lib/vault.ts'
import { dropDatabase } from './drop-database.ts'
import { TEST_SECRET } from './secret.ts'

export const TEST_APP_PASSWORD = createVault([TEST_SECRET]).derive(APP_ROLE_PASSWORD)

declare module 'vitest' {
  interface ProvidedContext {
    /** The owner's URL of the migrated template. */
    template: string
  }
}

export type FreshDatabase = AsyncDisposable & {
  /** The owner's URL. */
  ownerUrl: string
  /** The URL of liveconvo_app, which the server logs in as. */
  url: string
  db: Db
}

/** A clone of the migrated template, with a door to it. */
export async function freshDatabase(): Promise<FreshDatabase> {
  const template = inject('template')
  const name = `test_${randomBytes(6).toString('hex')}`
  const templateName = new URL(template).pathname.slice(1)
  await administer(template, `create database ${name} template ${templateName}`)
  const ownerUrl = withDatabase(template, name)
  const url = appUrl(ownerUrl, TEST_APP_PASSWORD)
  const db = connect(url)
  return {
    ownerUrl,
    url,
    db,
    async [Symbol.asyncDispose]() {
      await db[Symbol.asyncDispose]()
      await dropDatabase((statement) => administer(template, statement), name)
    },
  }
}

export function withDatabase(url: string, name: string): string {
  const copy = new URL(url)
  copy.pathname = `/${name}`
  return copy.toString()
}

/** Run a statement from the maintenance database, since a template must have no connections of its own. */
export async function administer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: withDatabase(url, 'postgres') })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}
