/**
 * Logs in as liveconvo_app, as the server does, and tries every tenant table with every verb: without an
 * organization, and with another one's. A new table with organization_id is covered the moment it exists.
 */
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVector } from '#db/features.ts'
import { newId } from '#lib/ids.ts'
import { anOrganization } from '#test/builders.ts'
import { type FreshDatabase, freshDatabase } from '#test/database.ts'
import { fillEveryTable } from '#test/every-table.ts'

let data: FreshDatabase
let app: pg.Client
let tables: string[]
let readable: string[]
const ours = newId()
const theirs = newId()

beforeAll(async () => {
  data = await freshDatabase()
  await anOrganization(data.db, { id: ours })
  await anOrganization(data.db, { id: theirs })
  tables = await tenantRelations('r')
  readable = [...tables, ...(await tenantRelations('v'))]
  await fillEveryTable(data.db, theirs)
  app = new pg.Client({ connectionString: data.url })
  await app.connect()
})
afterAll(async () => {
  await app.end()
  await data[Symbol.asyncDispose]()
})

describe('the server sees one organization at a time', () => {
  test('there are tenant tables, and each holds a foreign row to find', async () => {
    expect(tables.length).toBeGreaterThanOrEqual(20)
    const counts = await asSystem(
      (table) => `select count(*) from ${table} where organization_id = '${theirs}'`,
    )
    expect(counts.filter(({ count }) => count === 0)).toEqual([])
  })

  test('without an organization it sees nothing', async () => {
    for (const table of readable) expect(await rows(`select * from ${table}`, null), table).toEqual([])
  })

  test('within its own it sees no foreign row', async () => {
    for (const table of readable) expect(await rows(`select * from ${table}`, ours), table).toEqual([])
  })

  test('it changes and deletes no foreign row', async () => {
    for (const table of tables) {
      const set = `update ${table} set organization_id = organization_id where organization_id = '${theirs}' returning *`
      expect(await touched(set), table).toEqual([])
      const remove = `delete from ${table} where organization_id = '${theirs}' returning *`
      expect(await touched(remove), table).toEqual([])
    }
  })

  test('it cannot write a row into a foreign organization', async () => {
    for (const table of tables) {
      const copy = `insert into ${table} select (jsonb_populate_record(null::${table}, jsonb_build_object('organization_id', '${theirs}'))).*`
      await expect(rows(copy, ours), table).rejects.toThrow(/row-level security/)
    }
  })

  test('the login role inherits neither the system role nor the sign-in role', async () => {
    await expect(app.query('select * from webhook_inbox')).rejects.toThrow(/permission denied/)
    await expect(app.query('select * from users')).rejects.toThrow(/permission denied/)
    await expect(app.query('select * from bot_directory')).rejects.toThrow(/permission denied/)
  })

  test('every tenant table has row-level security enabled and forced, and a primary key that begins with the organization', async () => {
    const { rows: all } = await owner(`
      select c.relname, c.relrowsecurity, c.relforcerowsecurity,
        (select a.attname from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
          where i.indrelid = c.oid and i.indisprimary) as key
      from pg_class c where c.relname = any($1) and c.relnamespace = 'public'::regnamespace`)
    for (const table of all)
      expect(table).toMatchObject({ relrowsecurity: true, relforcerowsecurity: true, key: 'organization_id' })
  })

  test('row ids in every reference carry the organization: no foreign key between tenant tables leaves it out', async () => {
    const { rows: keys } = await owner(`
      select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to, array_length(k.conkey, 1) as columns
      from pg_constraint k where k.contype = 'f'
        and k.conrelid::regclass::text = any($1) and k.confrelid::regclass::text = any($1)`)
    expect(keys.filter(({ columns }) => columns < 2)).toEqual([])
  })

  test('after a transaction nothing of its organization is left on the connection', async () => {
    await rows('select 1', ours)
    const { rows: left } = await app.query(
      "select current_setting('app.organization_id', true) as id, current_user",
    )
    expect(left).toEqual([{ id: '', current_user: 'liveconvo_app' }])
  })
})

async function owner(text: string) {
  const client = new pg.Client({ connectionString: data.ownerUrl })
  await client.connect()
  return client.query(text, text.includes('$1') ? [tables] : []).finally(() => client.end())
}

/** Tables or views that carry an organization and are not global by design (those have no grant for the app). */
async function tenantRelations(kind: 'r' | 'v'): Promise<string[]> {
  const client = new pg.Client({ connectionString: data.ownerUrl })
  await client.connect()
  const { rows: found } = await client
    .query(`select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'organization_id'
      where c.relkind = '${kind}' and c.relnamespace = 'public'::regnamespace
        and has_table_privilege('liveconvo_app', c.oid, 'select') order by 1`)
    .finally(() => client.end())
  return found.map(({ relname }) => relname)
}

const asSystem = (query: (table: string) => string) =>
  data.db.asSystem(async (tx) => {
    const all: { table: string; count: number }[] = []
    for (const table of tables) {
      const { rows: found } = await sql.raw<{ count: number }>(query(table)).execute(tx)
      all.push({ table, count: found[0]?.count ?? 0 })
    }
    return all
  })

/** Run as the app role inside one organization (or none); rolled back. */
async function rows(text: string, organizationId: string | null) {
  await app.query('begin')
  try {
    if (organizationId)
      await app.query("select set_config('app.organization_id', $1, true)", [organizationId])
    return (await app.query(text)).rows
  } finally {
    await app.query('rollback')
  }
}

/** The rows that a statement reaches; none where the table is a ledger, which nobody may change. */
const touched = (text: string) =>
  rows(text, ours).catch((error: Error) => {
    if (error.message.startsWith('permission denied')) return []
    throw error
  })

test('pgvector is looked for, and not needed', async () => {
  expect(typeof (await hasVector(data.db))).toBe('boolean')
})
