/**
 * A meeting that vanishes while one in the same room appears is the same meeting moved: a series that was split by
 * "this and following", a single that became a series, an invitation that was sent anew. Its bot is moved along, in
 * place of one called off and another one sent. Pure.
 */
import type { DateTime } from 'luxon'

export type Movable = {
  id: string
  roomKey: string | null
  start: DateTime
  /** Some copy of it still stands in somebody's calendar. */
  isPresent: boolean
  isSeries: boolean
  sessionId: string | null
}
export type Move = { from: string; to: string }

/** How far "this and following" may have moved one meeting of a series and still be told apart from the next one. */
const SERIES_HOURS = 12

/**
 * Pairs of a meeting that nobody's calendar shows any more (`from`, with what was begun for it) and the one that took
 * its place (`to`, for which nothing was begun): at the same start, or within a series a little earlier or later.
 */
export function followMoves(meetings: readonly Movable[], now: DateTime): Move[] {
  const coming = meetings.filter(({ start, roomKey }) => start > now && roomKey !== null)
  const gone = coming.filter(({ isPresent, sessionId }) => !isPresent && sessionId !== null)
  const free = new Set(coming.filter(({ isPresent, sessionId }) => isPresent && sessionId === null))
  return gone.sort(byStart).flatMap((from) => {
    const [to] = [...free].filter((one) => isHeir(from, one)).sort(byDistance(from))
    if (!to) return []
    free.delete(to)
    return [{ from: from.id, to: to.id }]
  })
}

function isHeir(from: Movable, to: Movable): boolean {
  if (to.roomKey !== from.roomKey) return false
  const hours = Math.abs(to.start.diff(from.start).as('hours'))
  return hours === 0 || (from.isSeries && to.isSeries && hours < SERIES_HOURS)
}

const byStart = (a: Movable, b: Movable) => +a.start - +b.start || a.id.localeCompare(b.id)
const byDistance = (from: Movable) => (a: Movable, b: Movable) =>
  Math.abs(+a.start - +from.start) - Math.abs(+b.start - +from.start) || byStart(a, b)
