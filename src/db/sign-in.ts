/**
 * A Kysely for the sign-in library alone: every statement runs as `liveconvo_sign_in`, which reaches the accounts
 * and nothing else. The library opens no transaction around its reads, so each borrowed connection becomes one:
 * begin, `set local role`, work, commit. A transaction of the library's own becomes a savepoint in it.
 */
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  type PostgresDialect,
  PostgresDriver,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import pg from 'pg'
import { surviveLostConnections } from '#db/db.ts'

/** The library wants plain Dates and snake_case columns, so this one has none of our plugins. */
export function connectSignIn(url: string): Kysely<Record<string, Record<string, unknown>>> {
  const pool = new pg.Pool({ connectionString: url, max: 4 })
  surviveLostConnections(pool)
  return new Kysely({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => new SignInDriver(new PostgresDriver({ pool })),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    } satisfies ConstructorParameters<typeof Kysely>[0]['dialect'] & Partial<PostgresDialect>,
  })
}

const say = (connection: DatabaseConnection, text: string) => connection.executeQuery(CompiledQuery.raw(text))

class SignInDriver implements Driver {
  readonly #inner: PostgresDriver

  constructor(inner: PostgresDriver) {
    this.#inner = inner
  }
  init() {
    return this.#inner.init()
  }
  destroy() {
    return this.#inner.destroy()
  }
  async acquireConnection() {
    const connection = await this.#inner.acquireConnection()
    await say(connection, 'begin')
    await say(connection, 'set local role liveconvo_sign_in')
    return connection
  }
  /** After a failed statement Postgres turns this commit into a rollback, which is what we want. */
  async releaseConnection(connection: DatabaseConnection) {
    await say(connection, 'commit')
    await this.#inner.releaseConnection(connection as Parameters<PostgresDriver['releaseConnection']>[0]) // its own
  }
  async beginTransaction(connection: DatabaseConnection) {
    await say(connection, 'savepoint work')
  }
  async commitTransaction(connection: DatabaseConnection) {
    await say(connection, 'release savepoint work')
  }
  async rollbackTransaction(connection: DatabaseConnection) {
    await say(connection, 'rollback to savepoint work')
  }
}
