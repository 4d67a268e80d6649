/** What this Postgres can do beyond what every one can. */
import { sql } from 'kysely'
import type { Db } from '#db/db.ts'

/** Whether pgvector could be used here. It is optional: nothing may need it. */
export const hasVector = (db: Db): Promise<boolean> =>
  db.asSystem(async (tx) => {
    const { rows } = await sql<{ name: string }>`
      select name from pg_available_extensions where name = 'vector'`.execute(tx)
    return rows.length > 0
  })
