/**
 * When many bots are to be sent at once, in which order: Recall takes sixty a minute. Meetings that begin within a
 * quarter of an hour go before all others; within each of the two, organizations take turns (whoever had more of them
 * in the last minute waits longer), and the nearest meeting of each goes first.
 */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import { DISPATCH_MINUTES } from '#bots/converging/next-call.ts'
import { readBucket, secondsUntil } from '#bots/recall/call-budget.ts'
import type { SystemTx } from '#db/db.ts'

const SOON_MINUTES = 15

/** When this bot may be sent; null = now, or it is not one that waits to be sent. */
export async function turnInLine(tx: SystemTx, botId: string, now: DateTime): Promise<DateTime | null> {
  const before = await waitingBefore(tx, botId, now)
  if (before === null) return null
  const seconds = secondsUntil(await readBucket(tx, 'create'), 'create', before + 1, now)
  return seconds === 0 ? null : now.plus({ seconds })
}

/** Those that Recall has just refused wait for their own time, and nobody waits for them. */
async function waitingBefore(tx: SystemTx, botId: string, now: DateTime): Promise<number | null> {
  const { rows } = await sql<{ before: number }>`
    with waiting as (
      select id, organization_id, join_at,
             join_at > ${now.plus({ minutes: SOON_MINUTES }).toISO()}::timestamptz as is_later
      from bots
      where wish_number > agreed_number and is_wanted and state = 'planned'
        and recall_bot_id is null and first_attempt_at is null
        and (join_at <= ${now.toISO()}::timestamptz
          or join_at > ${now.plus({ minutes: DISPATCH_MINUTES }).toISO()}::timestamptz)
        and not (last_error is not null and next_attempt_at > ${now.toISO()}::timestamptz)),
    served as (
      select organization_id, count(*) as turns from bots
      where first_attempt_at > ${now.minus({ minutes: 1 }).toISO()}::timestamptz
      group by organization_id),
    lined_up as (
      select id, is_later, join_at, coalesce(turns, 0)
             + row_number() over (partition by organization_id, is_later order by join_at, id) as turn
      from waiting left join served using (organization_id))
    select (select count(*)::int from lined_up other
            where (other.is_later, other.turn, other.join_at, other.id) < (me.is_later, me.turn, me.join_at, me.id))
           as before
    from lined_up me where me.id = ${botId}`.execute(tx)
  return rows[0]?.before ?? null
}
