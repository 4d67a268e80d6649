/** Whether an instant falls into somebody's working hours, in their own zone and with its changes of the clock. */
import type { DateTime } from 'luxon'
import type { WorkingHours } from '#calendar/deciding/rules.ts'

const MINUTES_A_DAY = 24 * 60

/** Hours that end at an earlier time than they begin go on past midnight, and belong to the day on which they began. */
export function isWithin({ timeZone, days, from, to }: WorkingHours, instant: DateTime): boolean {
  const there = instant.setZone(timeZone)
  const minute = there.hour * 60 + there.minute
  const begin = minuteOf(from) ?? 0
  const end = minuteOf(to) ?? MINUTES_A_DAY
  const today = days.includes(there.weekday)
  const yesterday = days.includes(there.weekday === 1 ? 7 : there.weekday - 1)
  if (begin < end) return today && minute >= begin && minute < end
  return (today && minute >= begin) || (yesterday && minute < end)
}

/** "09:30" → 570; "24:00" is the end of the day. null where it is no time. */
export function minuteOf(time: string): number | null {
  const parts = /^(\d{1,2}):(\d{2})$/.exec(time)
  if (!parts) return null
  const minute = Number(parts[1]) * 60 + Number(parts[2])
  return Number(parts[2]) < 60 && minute <= MINUTES_A_DAY ? minute : null
}
