/** The whole trail of the present decision about one of my meetings, and how it came to it. */
import { unpackTrail } from '#calendar/deciding/pack-trail.ts'
import { stepSentence } from '#calendar/deciding/sentences.ts'
import { tellHistory } from '#calendar/showing/tell-history.ts'
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'

const LONGEST_HISTORY = 100

/** Every step of the present decision, and each change of mind, newest first. Throws `not_found`. */
export async function whyMeeting(
  tx: OrganizationTx,
  { userId, eventId }: { userId: string; eventId: string },
) {
  const sighting = await tx
    .selectFrom('calendarSightings')
    .select(['wants', 'because', 'joinAt', 'trail', 'facts', 'decidedAt as at'])
    .where('calendarEventId', '=', eventId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  if (!sighting) throw new Refusal('not_found')
  const earlier = await tx
    .selectFrom('calendarAutoJoinLogs')
    .select(['decidedAt as at', 'action', 'because', 'joinAt', 'trail', 'facts'])
    .where('calendarEventId', '=', eventId)
    .where('userId', '=', userId)
    .orderBy('decidedAt', 'desc')
    .orderBy('number', 'desc')
    .limit(LONGEST_HISTORY)
    .execute()
  const { wants, ...now } = sighting
  const oldestFirst = [
    ...earlier.reverse(),
    { ...now, action: wants ? ('join' as const) : ('skip' as const) },
  ]
  const told = oldestFirst.map((entry) => ({ ...entry, trail: unpackTrail(entry.trail) }))
  return {
    trail: unpackTrail(now.trail).map((step) => ({ ...step, sentence: stepSentence(step, now.because) })),
    history: tellHistory(told),
  }
}
