/**
 * A wanted meeting is read once more shortly before its bot joins: 12 minutes before, because until ten before Recall
 * moves a planned bot without more ado, and 2 minutes before, for a late cancellation or another link. So a lost
 * notification costs at most that much.
 */
import type { DateTime } from 'luxon'
import { minutesBefore } from '#lib/quick-instant.ts'

export const CHECK_MINUTES_BEFORE = [12, 2] as const

/** The next of these instants, or null when both are over. Pure. */
export function nextCheck(joinAt: DateTime, now: DateTime): DateTime | null {
  const checks = CHECK_MINUTES_BEFORE.map((minutes) => minutesBefore(joinAt, minutes))
  return checks.find((check) => check > now) ?? null
}
