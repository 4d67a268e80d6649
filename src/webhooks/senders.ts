/** How each sender is doing: when it was heard last, and whether it has gone quiet against its own habit. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { SystemTx } from '#db/db.ts'

export type Heard = { sender: string; lastAt: DateTime; lastDay: number; lastFortnight: number }
export type SenderState = Heard & { isQuiet: boolean; sentence: string }

const DAYS = 14
/** A sender whose habit is not known yet is not called quiet. */
const ENOUGH = 20
/** A night, or a weekend in which nobody meets, is no silence. */
const LEAST_SILENT_HOURS = 24
const TIMES_ITS_HABIT = 5

/** Pure: silent for a day, and for five times as long as it usually is between two messages. */
export function stateOf(heard: Heard, now: DateTime): SenderState {
  const silentHours = now.diff(heard.lastAt).as('hours')
  const usualHours = (DAYS * 24) / Math.max(1, heard.lastFortnight)
  const isQuiet =
    heard.lastFortnight >= ENOUGH && silentHours > Math.max(LEAST_SILENT_HOURS, TIMES_ITS_HABIT * usualHours)
  return { ...heard, isQuiet, sentence: isQuiet ? quiet(silentHours, usualHours) : '' }
}

const quiet = (silent: number, usual: number) =>
  `Nothing for ${spanOf(silent)}, where usually something comes every ${spanOf(usual)}. ` +
  'Check that it still knows our address, and that its messages are not refused.'

const spanOf = (hours: number) =>
  hours < 1
    ? `${Math.max(1, Math.round(hours * 60))} min`
    : hours < 48
      ? `${Math.round(hours)} h`
      : `${Math.round(hours / 24)} days`

export async function senders(tx: SystemTx, now: DateTime): Promise<SenderState[]> {
  const { rows } = await sql<Heard>`
    select sender, max(received_at) as last_at,
      count(*) filter (where received_at > ${now.minus({ days: 1 })})::int as last_day,
      count(*)::int as last_fortnight
    from webhook_inbox where received_at > ${now.minus({ days: DAYS })}
    group by sender order by sender`.execute(tx)
  return rows.map((heard) => stateOf(heard, now))
}
