/** What has become different between two readings of the coming meetings, in sentences. Pure. */
import type { Meeting } from '../queries.ts'
import { asSentence, dayKey, dayOf, timeOf, withJoinTime } from '../text.ts'

export type News = { eventId: string; text: string; isGone: boolean }

/** What others changed: a person's own word is answered elsewhere, and what has simply ended is no news. */
export function whatChanged(before: readonly Meeting[], after: readonly Meeting[], now: Date): News[] {
  const next = new Map(after.map((meeting) => [meeting.eventId, meeting]))
  return before.flatMap((meeting) => {
    const text = newsOf(meeting, next.get(meeting.eventId), now)
    return text === null ? [] : [{ eventId: meeting.eventId, text, isGone: !next.has(meeting.eventId) }]
  })
}

function newsOf(before: Meeting, after: Meeting | undefined, now: Date): string | null {
  const name = `“${before.title}”`
  if (!after) {
    if (new Date(before.end) <= now || before.isAllDay) return null
    return `${name} (${when(before.start, now)}) was cancelled or removed${before.wants ? ': no bot will come' : ''}.`
  }
  if (before.said.event !== after.said.event || before.said.series !== after.said.series) return null
  if (before.start !== after.start)
    return `${name} moved from ${when(before.start, now)} to ${newTime(before, after, now)}. ${decision(after)}`
  if (before.wants !== after.wants) return `${name}: ${decision(after)}`
  if (before.title !== after.title) return `${name} is called “${after.title}” now.`
  return null
}

/** "tomorrow 14:00"; a weekday keeps its capital. */
const when = (start: string, now: Date) =>
  `${dayOf(start, now).replace(/^(?:Today|Tomorrow|Yesterday)$/, (day) => day.toLowerCase())} ${timeOf(start)}`

const newTime = (before: Meeting, after: Meeting, now: Date) =>
  dayKey(before.start) === dayKey(after.start) ? timeOf(after.start) : when(after.start, now)

const decision = ({ sentence, joinAt }: Meeting) => asSentence(withJoinTime(sentence, joinAt))
