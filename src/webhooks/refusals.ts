/**
 * What was refused at the doors, by hour, sender and reason: bad signatures, wrong tokens. Counted in memory and written
 * together every few seconds, so that a flood of forgeries costs the database nothing; a crash forgets that much.
 */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { Db, SystemTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import type { Log } from '#lib/log.ts'

const WRITTEN_EVERY_MS = 2_000
const SHOWN_DAYS = 7

export type Refused = { sender: string; why: string }
export type RefusedOften = Refused & { lastDay: number; lastWeek: number; lastAt: DateTime }

/** Counts of this process on their way into the table. */
export function countRefusals({ db, clock, log }: { db: Db; clock: Clock; log: Log }) {
  let counts = new Map<string, Refused & { count: number }>()
  const write = () => {
    const rows = [...counts.values()]
    counts = new Map()
    db.asSystem((tx) => addRefusals(tx, clock.now(), rows)).catch((err: unknown) =>
      log.warn({ err }, 'what was refused at the doors could not be counted'),
    )
  }
  return ({ sender, why }: Refused): void => {
    if (counts.size === 0) setTimeout(write, WRITTEN_EVERY_MS).unref()
    const known = counts.get(`${sender} ${why}`)
    if (known) known.count += 1
    else counts.set(`${sender} ${why}`, { sender, why, count: 1 })
  }
}

export const addRefusals = (tx: SystemTx, now: DateTime, rows: readonly (Refused & { count: number })[]) =>
  tx
    .insertInto('webhookRefusals')
    .values(rows.map((row) => ({ ...row, hour: now.startOf('hour'), lastAt: now })))
    .onConflict((conflict) =>
      conflict.columns(['hour', 'sender', 'why']).doUpdateSet((eb) => ({
        count: eb('webhookRefusals.count', '+', eb.ref('excluded.count')),
        lastAt: now,
      })),
    )
    .execute()

/** Of the last week, the most frequent first. */
export async function refusals(tx: SystemTx, now: DateTime): Promise<RefusedOften[]> {
  const { rows } = await sql<RefusedOften>`
    select sender, why, max(last_at) as last_at, sum(count)::int as last_week,
      coalesce(sum(count) filter (where hour > ${now.minus({ days: 1 })}), 0)::int as last_day
    from webhook_refusals where hour > ${now.minus({ days: SHOWN_DAYS })}
    group by sender, why order by last_week desc, sender, why limit 50`.execute(tx)
  return rows
}
