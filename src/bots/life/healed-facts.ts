/** How many facts about bots we had to ask for, because their message never came: for the operator. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { UNANNOUNCED } from '#bots/types.ts'
import type { SystemTx } from '#db/db.ts'

export type Healed = { lastDay: number; lastWeek: number }

export async function healedFacts(tx: SystemTx, now: DateTime): Promise<Healed> {
  const { rows } = await sql<Healed>`
    select count(*) filter (where occurred_at > ${now.minus({ days: 1 })})::int as last_day, count(*)::int as last_week
    from bot_status_events where source = 'asked' and code != ${UNANNOUNCED} and occurred_at > ${now.minus({ days: 7 })}`.execute(
    tx,
  )
  return rows[0] ?? { lastDay: 0, lastWeek: 0 }
}
