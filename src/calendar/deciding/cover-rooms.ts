/**
 * One room, one bot at a time. Two entries without a common UID that meet in the same room at the same time (one was
 * copied by hand, or two meetings overlap in a personal room) share the bot of the one that begins first; meetings
 * that follow each other in a standing room keep a bot each. Pure.
 */
import type { DateTime } from 'luxon'

export type Roomed = { id: string; roomKey: string; start: DateTime; end: DateTime; seenAt: DateTime }

/** For each meeting that shares another one's bot: that other meeting's id. Hand in only meetings that are wanted. */
export function coverRooms(wanted: readonly Roomed[]): Map<string, string> {
  const covered = new Map<string, string>()
  for (const meetings of Map.groupBy(wanted, ({ roomKey }) => roomKey).values()) {
    let first: Roomed | undefined
    let busyUntil = Number.NEGATIVE_INFINITY
    for (const meeting of meetings.sort(byStart)) {
      if (first && +meeting.start < busyUntil) covered.set(meeting.id, first.id)
      else first = meeting
      busyUntil = Math.max(covered.has(meeting.id) ? busyUntil : 0, +meeting.end)
    }
  }
  return covered
}

const byStart = (a: Roomed, b: Roomed) =>
  +a.start - +b.start || +a.seenAt - +b.seenAt || a.id.localeCompare(b.id)
