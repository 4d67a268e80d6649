/**
 * Which rules of recurrence are followed. A rule in a stranger's file can be one that never comes to anything (the
 * 30th of February): looking for its next date would take for ever. Pure.
 */
import ICAL from 'ical.js'

/** Parts that each kind of rule may have; what no calendar program writes is not worth a risk. */
const PARTS: Record<string, readonly string[]> = {
  DAILY: ['BYDAY', 'BYMONTH'],
  WEEKLY: ['BYDAY', 'BYMONTH'],
  MONTHLY: ['BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYSETPOS'],
  YEARLY: ['BYDAY', 'BYMONTH', 'BYMONTHDAY', 'BYSETPOS'],
}
const DAYS_OF_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const MOST_WEEKDAYS = 5

/** A sentence, or null for a rule that can be followed. */
export function whyNotFollowed(rule: unknown): string | null {
  if (!(rule instanceof ICAL.Recur)) return 'Its rule of recurrence makes no sense'
  const allowed = PARTS[rule.freq]
  if (!allowed) return `Its rule says ${String(rule.freq).toLowerCase()}: no meeting takes place that often`
  const parts = Object.entries(rule.parts as Record<string, unknown[]>)
  const strange = parts.find(([name]) => !allowed.includes(name))
  if (strange) return `Its rule uses ${strange[0]}, which is not followed`
  return isPossible(new Map(parts)) ? null : 'Its rule names a day that never comes'
}

function isPossible(parts: ReadonlyMap<string, unknown[]>): boolean {
  const numbers = (name: string) => (parts.get(name) ?? []).map(Number)
  const months = numbers('BYMONTH')
  if (months.some((month) => !(month >= 1 && month <= 12))) return false
  const longest = Math.max(...(months.length ? months : [1]).map((month) => DAYS_OF_MONTH[month - 1] ?? 0))
  const days = numbers('BYMONTHDAY')
  if (days.length > 0 && !days.some((day) => day !== 0 && Math.abs(day) <= longest)) return false
  return numbers('BYSETPOS').every((position) => Math.abs(position) <= MOST_WEEKDAYS * 7)
}
