/** How Upcoming is grouped: what is happening now first, then day by day. Pure. */

import { isLive } from '../bot-state.ts'
import type { Meeting } from '../queries.ts'
import { dayKey } from '../text.ts'

export type Day = { key: string; first: Meeting; meetings: Meeting[] }

export function groupByDay(meetings: readonly Meeting[], now: Date): { running: Meeting[]; days: Day[] } {
  const coming = meetings.filter(({ end, bot }) => new Date(end) > now || isLive(bot?.state))
  const isRunning = ({ start, bot, isAllDay }: Meeting) =>
    isLive(bot?.state) || (new Date(start) <= now && !isAllDay)
  const days = new Map<string, Day>()
  for (const meeting of coming.filter((meeting) => !isRunning(meeting)).sort(byStart)) {
    const begins = new Date(meeting.start) < now ? now.toISOString() : meeting.start // a long event stands in today
    const key = dayKey(begins)
    const day = days.get(key) ?? { key, first: { ...meeting, start: begins }, meetings: [] }
    days.set(key, { ...day, meetings: [...day.meetings, meeting] })
  }
  return { running: coming.filter(isRunning).sort(byNeed), days: [...days.values()] }
}

const byStart = (a: Meeting, b: Meeting) => a.start.localeCompare(b.start) || a.title.localeCompare(b.title)
/** Who waits to be let in stands first: a person can do something about it, now. */
const byNeed = (a: Meeting, b: Meeting) => Number(isInLobby(b)) - Number(isInLobby(a)) || byStart(a, b)
const isInLobby = ({ bot }: Meeting) => bot?.state === 'waiting_room'
