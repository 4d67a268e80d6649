/** How long a core has worked for us and for our database: the same on an idle machine and on a busy one. */
import { existsSync, readFileSync } from 'node:fs'
import { sql } from 'kysely'
import type { connect } from '../../../src/db/db.ts'

const MS_PER_TICK = 10 // Linux counts in hundredths of a second wherever Node runs
type Spent = { ours: number; databases: number }

/** Milliseconds since each process began. The database's are those of the connections that are open now. */
export async function spentSoFar(db: ReturnType<typeof connect>): Promise<Spent> {
  const { user, system } = process.cpuUsage()
  const { rows } = await db.asSystem((tx) =>
    sql<{ pid: number }>`select pid from pg_stat_activity`.execute(tx),
  )
  const databases = rows.map(({ pid }) => spentBy(pid)).reduce((sum, ms) => sum + ms, 0)
  return { ours: (user + system) / 1_000, databases }
}

/** In microseconds for each of `count`. */
export const spentForEach = (before: Spent, after: Spent, count: number): string => {
  const each = (of: keyof Spent) => Math.round(((after[of] - before[of]) * 1_000) / count)
  return `${each('ours')} µs in our process, ${each('databases')} µs in Postgres`
}

/** 0 where the system keeps no such book. */
function spentBy(pid: number): number {
  const file = `/proc/${pid}/stat`
  if (!existsSync(file)) return 0
  const text = readFileSync(file, 'utf8')
  const [user, system] = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13)
    .map(Number)
  return ((user ?? 0) + (system ?? 0)) * MS_PER_TICK
}
