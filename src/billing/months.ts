/**
 * A month of usage begins at midnight in the organization's own time zone, and a meeting belongs, whole, to the month
 * in which its recording began: a bill is never split over a meeting (docs/decisions/0013-minutes.md).
 */
import { DateTime, IANAZone } from 'luxon'
import type { OrganizationTx } from '#db/db.ts'

const FORMAT = 'yyyy-MM'

/** `2026-11`. An unknown zone counts as UTC. */
export const monthOf = (instant: DateTime, zone: string): string => inZone(instant, zone).toFormat(FORMAT)

/** From its first instant until the first of the next month. */
export function spanOf(month: string, zone: string): { from: DateTime; to: DateTime } {
  const start = inZone(DateTime.fromFormat(month, FORMAT, { zone: 'utc' }), zone, true)
  return { from: start.toUTC(), to: start.plus({ months: 1 }).toUTC() }
}

export async function timeZoneOf(tx: OrganizationTx): Promise<string> {
  const row = await tx.selectFrom('organizationClock').select('timeZone').executeTakeFirst()
  return row?.timeZone ?? 'UTC'
}

export const isTimeZone = (zone: string): boolean => IANAZone.isValidZone(zone)

function inZone(instant: DateTime, zone: string, keepLocalTime = false): DateTime {
  const there = instant.setZone(zone, { keepLocalTime })
  return there.isValid ? there : instant.setZone('utc', { keepLocalTime })
}
