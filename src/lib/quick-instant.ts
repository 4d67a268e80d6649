/**
 * Instants for where there are thousands of them: read, written and moved by the engine itself. Luxon understands
 * every way of writing one, and takes ten times as long.
 */
import { DateTime, FixedOffsetZone } from 'luxon'

/** Days from 29 on are luxon's: it knows which months have them, and the engine would go on into the next. */
const USUAL = /^\d{4}-\d\d-(?:0[1-9]|1\d|2[0-8])T\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/
const UTC = { zone: FixedOffsetZone.utcInstance }

/** `2026-11-23T09:00:00+01:00` in UTC; null where it is written in another way, or there is no such instant. */
export function quickInstant(text: string): DateTime<true> | null {
  const ms = USUAL.test(text) ? Date.parse(text) : Number.NaN
  const instant = DateTime.fromMillis(ms, UTC)
  return instant.isValid ? instant : null
}

/** So many minutes earlier, in UTC. */
export const minutesBefore = (instant: DateTime, minutes: number): DateTime =>
  DateTime.fromMillis(instant.toMillis() - minutes * 60_000, UTC)

/** The same moment as ISO text in UTC, as `toUTC().toISO()` writes it. */
export const isoOf = (instant: DateTime): string => new Date(instant.toMillis()).toISOString()
