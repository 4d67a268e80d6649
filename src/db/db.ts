/**
 * The transaction door. What a transaction may see is in its type, and Postgres enforces the same:
 * docs/decisions/0002-tenancy.md. Everything ends at commit, so pooled connections cannot leak.
 */
import { CamelCasePlugin, Kysely, PostgresDialect, sql, type Transaction } from 'kysely'
import pg from 'pg'
import { InstantsPlugin, instantTypes } from '#db/instants.ts'
import type { Tables } from '#db/tables.gen.ts'
import { crashPoint } from '#lib/crash-point.ts'

declare const sees: unique symbol
/** Sees one organization. Row-level security hides the rest, whatever our where-clauses say. */
export type OrganizationTx = Transaction<Tables> & { readonly [sees]: 'one organization' }
/** Sees every organization: the inbox, directories, sweeps. Rare, and easy to grep for. */
export type SystemTx = Transaction<Tables> & { readonly [sees]: 'every organization' }
export type AnyTx = OrganizationTx | SystemTx
export type Db = ReturnType<typeof connect>

const POOL_SIZE = 12
const CONNECT_TIMEOUT_MS = 10_000
/** Nothing of ours takes so long; what does holds locks and connections that others wait for. */
const STATEMENT_TIMEOUT_MS = 30_000
/** A transaction that says nothing for so long belongs to a process that hangs. */
const IDLE_TIMEOUT_MS = 15_000

/** What a room asks to happen around the commit: last thing inside, first thing after. See events/events.ts. */
export type CommitHooks = {
  before: (seen: Seen) => Promise<void>
  after: (seen: Seen) => void
}
/** A transaction together with what it may see. */
export type Seen =
  | { sees: 'one organization'; tx: OrganizationTx; organizationId: string }
  | { sees: 'every organization'; tx: SystemTx }

/** Connect as `liveconvo_app`. Opens no connection until the first use. */
export function connect(url: string, { poolSize = POOL_SIZE }: { poolSize?: number } = {}) {
  const pool = new pg.Pool({
    connectionString: url,
    types: instantTypes,
    max: poolSize,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_TIMEOUT_MS,
    keepAlive: true,
  })
  surviveLostConnections(pool)
  const kysely = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: plugins() })
  const hooks: CommitHooks[] = []

  async function transact<Tx extends AnyTx, T>(
    begin: (tx: Transaction<Tables>) => Promise<Tx>,
    describe: (tx: Tx) => Seen,
    work: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { seen, answer } = await kysely.transaction().execute(async (plain) => {
      const tx = await begin(plain)
      const seen = describe(tx)
      const answer = await work(tx)
      for (const { before } of hooks) await before(seen)
      await crashPoint('transaction:before-commit')
      return { seen, answer }
    })
    await crashPoint('transaction:committed')
    for (const { after } of hooks) after(seen)
    return answer
  }

  return {
    /** One transaction that sees one organization. No network call inside. */
    asOrganization: <T>(organizationId: string, work: (tx: OrganizationTx) => Promise<T>): Promise<T> =>
      transact(
        (plain) => enter(plain, organizationId),
        (tx) => ({ sees: 'one organization', tx, organizationId }),
        work,
      ),

    /** One transaction that sees every organization. */
    asSystem: <T>(work: (tx: SystemTx) => Promise<T>): Promise<T> =>
      transact(becomeSystem, (tx) => ({ sees: 'every organization', tx }), work),

    /** Register what happens around every commit; done once, by the context. */
    onCommit: (hook: CommitHooks) => void hooks.push(hook),
    pool,
    kysely,
    [Symbol.asyncDispose]: () => kysely.destroy(),
  }
}

/**
 * A connection that dies says so to whoever listens, and ends the process when nobody does. An idle one is replaced by
 * the pool; of one in use, between two statements of a transaction, the next statement will say it.
 */
export function surviveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => {})
  pool.on('connect', (client) => void client.on('error', () => {}))
}

/** From "every organization" into one and back, inside one transaction: once we know whose message it is. */
export async function within<T>(
  tx: SystemTx,
  organizationId: string,
  work: (tx: OrganizationTx) => Promise<T>,
): Promise<T> {
  await sql`select set_config('role', 'liveconvo_app', true), ${seenFrom(organizationId)}`.execute(tx)
  const result = await work(tx as AnyTx as OrganizationTx) // the compiler cannot see what the line above arranged
  await becomeSystem(tx) // not in a finally: a failed transaction takes no more SQL
  return result
}

export const plugins = () => [new CamelCasePlugin({ maintainNestedObjectKeys: true }), new InstantsPlugin()]

async function enter(tx: Transaction<Tables>, organizationId: string): Promise<OrganizationTx> {
  await sql`select ${seenFrom(organizationId)}`.execute(tx)
  return tx as OrganizationTx // the compiler cannot see what the line above arranged
}

/** What row-level security goes by, until commit. */
const seenFrom = (organizationId: string) => sql`set_config('app.organization_id', ${organizationId}, true)`

async function becomeSystem(tx: Transaction<Tables>): Promise<SystemTx> {
  await sql`set local role liveconvo_system`.execute(tx)
  return tx as SystemTx // as above
}
