/** What can be shown: my coming meetings with their decisions, and the history of one. */
import type { DateTime } from 'luxon'
import { type BotShown, botsForOccurrences } from '#bots/reads.ts'
import { canOverride } from '#calendar/deciding/decide.ts'
import { sentenceOf, stepSentence } from '#calendar/deciding/sentences.ts'
import type { Override } from '#calendar/deciding/types.ts'
import { comingEvents, ownedEvent } from '#calendar/syncing/owned-events.ts'
import type { OwnedEvent } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Participant, TrailStep } from '#db/json.ts'
import { Refusal } from '#lib/errors.ts'

export const SHOWN_DAYS = 14

export type Upcoming = {
  eventId: string
  occurrenceId: string
  sessionId: string | null
  title: string
  start: DateTime
  end: DateTime
  isAllDay: boolean
  platform: string | null
  meetingUrl: string | null
  people: Participant[]
  isRecurring: boolean
  wants: boolean
  because: string
  sentence: string
  joinAt: DateTime | null
  override: Override
  canOverride: boolean
  alsoWantedBy: string[]
  bot: Pick<BotShown, 'id' | 'state' | 'since' | 'trouble'> | null
}

type Viewer = { userId: string; now: DateTime; recallIsOff: boolean }

/** The meetings of the coming days and those that run now, soonest first. */
export async function upcomingMeetings(tx: OrganizationTx, viewer: Viewer): Promise<Upcoming[]> {
  const until = viewer.now.plus({ days: SHOWN_DAYS })
  const shown = await show(
    tx,
    viewer,
    await comingEvents(tx, { userId: viewer.userId, now: viewer.now, until }),
  )
  return oncePerMeeting(shown)
}

/** Somebody with two calendars sees a meeting once: the copy that they have spoken about, or that is to be joined. */
function oncePerMeeting(meetings: Upcoming[]): Upcoming[] {
  const weight = ({ override, wants }: Upcoming) => (override !== null ? 2 : wants ? 1 : 0)
  const best = new Map<string, Upcoming>()
  for (const meeting of meetings) {
    const known = best.get(meeting.occurrenceId)
    if (!known || weight(meeting) > weight(known)) best.set(meeting.occurrenceId, meeting)
  }
  return meetings.filter((meeting) => best.get(meeting.occurrenceId) === meeting)
}

/** One of them. Throws `not_found`. */
export async function upcomingMeeting(
  tx: OrganizationTx,
  viewer: Viewer,
  eventId: string,
): Promise<Upcoming> {
  const event = await ownedEvent(tx, { userId: viewer.userId, eventId })
  const [shown] = event ? await show(tx, viewer, [event]) : []
  if (!shown) throw new Refusal('not_found')
  return shown
}

async function show(tx: OrganizationTx, viewer: Viewer, events: OwnedEvent[]): Promise<Upcoming[]> {
  if (events.length === 0) return []
  const sightings = await sightingsOf(
    tx,
    events.map(({ id }) => id),
  )
  const occurrenceIds = [...new Set([...sightings.values()].map(({ occurrenceId }) => occurrenceId))]
  const bots = await botsForOccurrences(tx, occurrenceIds, { recallIsOff: viewer.recallIsOff })
  const colleagues = await wantedByOthers(tx, occurrenceIds, viewer.userId)
  return events.flatMap((event) => {
    const sighting = sightings.get(event.id)
    if (!sighting) return [] // not decided yet: the sync that brought it is about to
    const bot = bots.get(sighting.occurrenceId)
    const alsoWantedBy = colleagues.get(sighting.occurrenceId) ?? []
    return [{ ...described(event), ...decided(event, sighting), alsoWantedBy, bot: bot ? brief(bot) : null }]
  })
}

const described = (event: OwnedEvent) => ({
  eventId: event.id,
  title: event.title === '' ? '(no title)' : event.title,
  start: event.startTime,
  end: event.endTime,
  isAllDay: event.isAllDay,
  platform: event.meetingPlatform,
  meetingUrl: event.meetingUrl,
  people: event.attendees,
  isRecurring: event.seriesId !== null,
  override: event.autoJoinEnabled,
})

type Sighting = {
  occurrenceId: string
  sessionId: string | null
  wants: boolean
  because: string
  joinAt: DateTime | null
  trail: TrailStep[]
}

const decided = (event: OwnedEvent, { trail, ...sighting }: Sighting) => ({
  ...sighting,
  sentence: sentenceOf({ because: sighting.because, trail }),
  canOverride: canOverride(sighting.because) && event.deletedAt === null,
})

const brief = ({ id, state, since, trouble }: BotShown) => ({ id, state, since, trouble })

async function sightingsOf(tx: OrganizationTx, eventIds: string[]): Promise<Map<string, Sighting>> {
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('meetingOccurrences as occurrence', 'occurrence.id', 'sighting.occurrenceId')
    .select(['sighting.calendarEventId', 'sighting.occurrenceId', 'occurrence.sessionId'])
    .select(['sighting.wants', 'sighting.because', 'sighting.joinAt', 'sighting.trail'])
    .where('sighting.calendarEventId', 'in', eventIds)
    .execute()
  return new Map(rows.map(({ calendarEventId, ...sighting }) => [calendarEventId, sighting]))
}

/** Colleagues by the name of their calendar account: who wants the same bot, by occurrence. */
async function wantedByOthers(tx: OrganizationTx, occurrenceIds: string[], userId: string) {
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .innerJoin('calendars', 'calendars.id', 'event.calendarId')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .innerJoin('calendarPreferences as rules', 'rules.userId', 'sighting.userId')
    .select(['sighting.occurrenceId', 'connection.displayName', 'connection.email'])
    .where('sighting.occurrenceId', 'in', occurrenceIds)
    .where('sighting.userId', '!=', userId)
    .where('sighting.wants', '=', true)
    .where('rules.confirmedAt', 'is not', null)
    .where('event.deletedAt', 'is', null)
    .orderBy('connection.email')
    .execute()
  const names = new Map<string, string[]>()
  for (const { occurrenceId, displayName, email } of rows)
    names.set(occurrenceId, [...new Set([...(names.get(occurrenceId) ?? []), displayName ?? email])])
  return names
}

const LONGEST_HISTORY = 100

/** Every step of the present decision, and each change of mind, newest first. Throws `not_found`. */
export async function whyMeeting(
  tx: OrganizationTx,
  { userId, eventId }: { userId: string; eventId: string },
) {
  const sighting = await tx
    .selectFrom('calendarSightings')
    .select(['because', 'trail'])
    .where('calendarEventId', '=', eventId)
    .where('userId', '=', userId)
    .executeTakeFirst()
  if (!sighting) throw new Refusal('not_found')
  const history = await tx
    .selectFrom('calendarAutoJoinLogs')
    .select(['decidedAt as at', 'action', 'because', 'trail'])
    .where('calendarEventId', '=', eventId)
    .where('userId', '=', userId)
    .orderBy('decidedAt', 'desc')
    .orderBy('id')
    .limit(LONGEST_HISTORY)
    .execute()
  return {
    trail: sighting.trail.map((step) => ({ ...step, sentence: stepSentence(step, sighting.because) })),
    history: history.map(({ trail, ...entry }) => ({
      ...entry,
      sentence: sentenceOf({ because: entry.because, trail }),
    })),
  }
}
