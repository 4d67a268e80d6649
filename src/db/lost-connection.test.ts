import { once } from 'node:events'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { freshDatabase } from '#test/database.ts'

test('a connection that dies between two statements fails its transaction, and not the process', async () => {
  await using data = await freshDatabase()
  const connected = once(data.db.pool, 'connect')
  const work = data.db.asSystem(async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    const [client] = await connected
    // Not `once`: it would also reject at the client's `error`, which comes before its end.
    const gone = new Promise<void>((resolve) => client.once('end', resolve))
    await data.db.pool.query('select pg_terminate_backend($1)', [rows[0]?.pid])
    await gone
    await sql`select 1`.execute(tx)
  })
  await expect(work).rejects.toThrow()
  expect(await data.db.asSystem(async () => 'again')).toBe('again')
})
