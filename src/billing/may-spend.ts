/** May this meeting have a bot, as far as the minutes go? Asked when it is planned, and again until it begins. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { monthOf, timeZoneOf } from '#billing/months.ts'
import { minutesOf } from '#billing/spending/price.ts'
import { type Account, type Verdict, withinLimits } from '#billing/spending/within-limits.ts'
import type { OrganizationTx } from '#db/db.ts'

export type Asked = {
  organizationId: string
  /** Whose minutes they would be: the bot's owner. */
  userId: string
  /** What is set aside for it already does not count against it; null where it has none yet. */
  sessionId: string | null
  /** When the bot would come, and the meeting's planned end. */
  start: DateTime
  end: DateTime
}

/**
 * Reads only. What is used and set aside for earlier meetings of that month comes first, so that of meetings that do
 * not all fit the nearest ones have their bots.
 */
export async function maySpend(tx: OrganizationTx, asked: Asked): Promise<Verdict> {
  const needs = minutesOf(asked)
  const limits = await tx.selectFrom('spendingLimits').select(['userId', 'monthlyMinutes']).execute()
  const limitOf = (userId: string | null) =>
    limits.find((limit) => limit.userId === userId)?.monthlyMinutes ?? null
  const mine = limitOf(asked.userId)
  const all = limitOf(null)
  if (mine === null && all === null) return withinLimits(needs, NO_LIMIT, NO_LIMIT)
  const spent = await spentBefore(tx, asked)
  return withinLimits(
    needs,
    { limit: all, used: spent.used, held: spent.held },
    { limit: mine, used: spent.usedByThem, held: spent.heldByThem },
  )
}

const NO_LIMIT: Account = { limit: null, used: 0, held: 0 }

type Spent = { used: number; usedByThem: number; held: number; heldByThem: number }

async function spentBefore(tx: OrganizationTx, { userId, sessionId, start }: Asked): Promise<Spent> {
  const month = monthOf(start, await timeZoneOf(tx))
  const { rows } = await sql<Spent>`
    with held as (
      select minutes, user_id from usage_reservations
      where month = ${month} and status = 'held' and session_id is distinct from ${sessionId}::uuid
        and (starts_at < ${start} or (starts_at = ${start} and session_id < coalesce(${sessionId}::uuid, ${LAST}::uuid)))
    ), used as (
      select billable_minutes as minutes, user_id from monthly_usage_cache where month = ${month}
    )
    select (select coalesce(sum(minutes), 0)::int from used) as used,
      (select coalesce(sum(minutes), 0)::int from used where user_id = ${userId}) as used_by_them,
      (select coalesce(sum(minutes), 0)::int from held) as held,
      (select coalesce(sum(minutes), 0)::int from held where user_id = ${userId}) as held_by_them`.execute(tx)
  return rows[0] ?? { used: 0, usedByThem: 0, held: 0, heldByThem: 0 }
}

/** A meeting without a session yet stands behind all others of its instant. */
const LAST = 'ffffffff-ffff-ffff-ffff-ffffffffffff'
