/** What other rules would do with the coming days. Nothing is saved: the decision is a pure function. */
import type { DateTime } from 'luxon'
import { decide } from '#calendar/deciding/decide.ts'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import type { Preferences } from '#calendar/deciding/types.ts'
import { SHOWN_DAYS } from '#calendar/reads.ts'
import { preferencesOfOne } from '#calendar/rules/preferences.ts'
import { comingEvents } from '#calendar/syncing/owned-events.ts'
import { toMeetingEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'

type Ask = { userId: string; now: DateTime; rules: Preferences }

/** Each meeting under the rules as they are and as they would be; the person's own words about events count. */
export async function previewRules(tx: OrganizationTx, { userId, now, rules }: Ask) {
  const present = await preferencesOfOne(tx, userId)
  const events = await comingEvents(tx, { userId, now, until: now.plus({ days: SHOWN_DAYS }) })
  const meetings = events.map((event) => {
    const meeting = toMeetingEvent(event)
    const would = decide(meeting, rules, event.autoJoinEnabled, now)
    return {
      eventId: event.id,
      title: event.title,
      start: event.startTime,
      wantsNow: decide(meeting, present, event.autoJoinEnabled, now).join,
      wouldWant: would.join,
      sentence: sentenceOf(would),
    }
  })
  const joins = meetings.filter(({ wouldWant }) => wouldWant).length
  return { joins, skips: meetings.length - joins, meetings }
}
