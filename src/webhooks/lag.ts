/** How far behind the inbox is: what waits, since when, and how long the last hour's messages took. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { SystemTx } from '#db/db.ts'

export type Lag = {
  waiting: number
  /** Seconds that the oldest message has waited that is due; 0 when none is. */
  oldestSeconds: number
  handledLastHour: number
  /** From receipt until it was done, in milliseconds; null when nothing was handled. */
  medianMs: number | null
  slowestMs: number | null
}

export async function lagOf(tx: SystemTx, now: DateTime): Promise<Lag> {
  const { rows } = await sql<Lag>`
    with waiting as (
      select count(*)::int as waiting,
        coalesce(extract(epoch from ${now}::timestamptz - min(received_at) filter (where next_attempt_at <= ${now})), 0)
          ::float8 as oldest_seconds
      from webhook_inbox where status = 'waiting'
    ), handled as (
      select 1000 * extract(epoch from processed_at - received_at) as ms from webhook_inbox
      where status in ('done', 'ignored') and received_at > ${now.minus({ hours: 1 })} and processed_at >= received_at
    )
    select waiting, oldest_seconds, count(ms)::int as handled_last_hour,
      percentile_cont(0.5) within group (order by ms)::float8 as median_ms, max(ms)::float8 as slowest_ms
    from waiting left join handled on true group by waiting, oldest_seconds`.execute(tx)
  return rows[0] ?? { waiting: 0, oldestSeconds: 0, handledLastHour: 0, medianMs: null, slowestMs: null }
}
