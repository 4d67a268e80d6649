/** Write many rows; where the database refuses one for what stands in it, write all the others. */
import { sql } from 'kysely'
import pg from 'pg'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

/** "Data exception": a value that the column's type cannot hold, such as a day in the year 300000. */
const DATA_EXCEPTION = '22'

type Write = (rows: readonly EventRow[]) => Promise<EventRow[]>

/** What was written, and the provider's ids of what could not be. Halves the rows until the bad ones stand alone. */
export async function readableOnly(
  tx: OrganizationTx,
  rows: readonly EventRow[],
  write: Write,
): Promise<{ rows: EventRow[]; unreadable: string[] }> {
  if (rows.length === 0) return { rows: [], unreadable: [] }
  await sql`savepoint rows`.execute(tx)
  try {
    const written = await write(rows)
    await sql`release savepoint rows`.execute(tx)
    return { rows: written, unreadable: [] }
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code?.startsWith(DATA_EXCEPTION))) throw error
    await sql`rollback to savepoint rows`.execute(tx)
    const [only] = rows
    if (rows.length === 1 && only) return { rows: [], unreadable: [only.externalEventId] }
    const middle = Math.ceil(rows.length / 2)
    const first = await readableOnly(tx, rows.slice(0, middle), write)
    const second = await readableOnly(tx, rows.slice(middle), write)
    return {
      rows: [...first.rows, ...second.rows],
      unreadable: [...first.unreadable, ...second.unreadable],
    }
  }
}
