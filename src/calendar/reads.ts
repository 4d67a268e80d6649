/** What can be shown: my coming meetings, each with the decision about it and who else has to do with it. */
import type { DateTime } from 'luxon'
import { priceOf } from '#billing/spending/price.ts'
import { type BotShown, botsForOccurrences } from '#bots/reads.ts'
import { canOverride } from '#calendar/deciding/decide.ts'
import { unpackTrail } from '#calendar/deciding/pack-trail.ts'
import { noOverrides, type Overrides } from '#calendar/deciding/rules.ts'
import { sentenceOf } from '#calendar/deciding/sentences.ts'
import { overridesFor } from '#calendar/rules/overrides.ts'
import { type Others, othersOf } from '#calendar/showing/others.ts'
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
  /** What I have said about it, and about its series. */
  said: Overrides
  canOverride: boolean
  /** Why no bot comes although I want one, or a colleague does. */
  objection: string | null
  /** The step that decided. */
  step: string
  /** Its calendar cannot be read since then: whether it still takes place as shown is not known. */
  uncheckedSince: DateTime | null
  /** Minutes that are set aside for it, from the bot's coming to the planned end. */
  minutes: number
  /** What the provider's list asks for that at most. */
  price: { amount: number; currency: string }
  alsoWantedBy: string[]
  /** Who will be sent the notes, if a bot comes. */
  receivers: { name: string; isMe: boolean }[]
  bot: Pick<BotShown, 'id' | 'name' | 'state' | 'since' | 'trouble'> | null
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
  const weight = ({ said, wants }: Upcoming) => (said.event !== null ? 2 : wants ? 1 : 0)
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
  const said = await overridesFor(tx, events)
  const others = await othersOf(tx, occurrenceIds)
  return events.flatMap((event) => {
    const sighting = sightings.get(event.id)
    if (!sighting) return [] // not decided yet: the sync that brought it is about to
    const bot = bots.get(sighting.occurrenceId)
    return [
      {
        ...described(event),
        ...decided(event, sighting, others.get(sighting.occurrenceId)?.objection ?? null),
        ...around(others.get(sighting.occurrenceId), viewer),
        said: said.get(event.id) ?? noOverrides,
        bot: bot ? brief(bot) : null,
      },
    ]
  })
}

const around = (others: Others | undefined, { userId }: Viewer) => ({
  alsoWantedBy: (others?.wantedBy ?? []).filter((one) => one.userId !== userId).map(({ name }) => name),
  receivers: (others?.receivers ?? []).map((one) => ({ name: one.name, isMe: one.userId === userId })),
})

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
})

type Sighting = {
  occurrenceId: string
  sessionId: string | null
  coveredBy: string | null
  wants: boolean
  because: string
  joinAt: DateTime | null
  trail: TrailStep[]
}

/** My own decision; where I want a bot and none comes for me, the sentence says that instead. */
function decided(event: OwnedEvent, { trail, coveredBy, ...sighting }: Sighting, objection: string | null) {
  const inTheWay = objection ?? (sighting.wants && coveredBy !== null ? 'covered_by' : null)
  const told = sighting.wants && inTheWay !== null ? { because: inTheWay, trail: [] } : { ...sighting, trail }
  const start = sighting.joinAt ?? event.startTime
  const { minutes, ...price } = priceOf({ start, end: event.endTime })
  return {
    ...sighting,
    ...{ objection: inTheWay, minutes, price },
    sentence: sentenceOf(told),
    step: trail.at(-1)?.step ?? '',
    uncheckedSince: event.lostAt ?? event.missingSince ?? null,
    canOverride: canOverride(sighting.because) && event.deletedAt === null,
  }
}

const brief = ({ id, name, state, since, trouble }: BotShown) => ({ id, name, state, since, trouble })

async function sightingsOf(tx: OrganizationTx, eventIds: string[]): Promise<Map<string, Sighting>> {
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('meetingOccurrences as occurrence', 'occurrence.id', 'sighting.occurrenceId')
    .select(['sighting.calendarEventId', 'sighting.occurrenceId', 'occurrence.sessionId'])
    .select('occurrence.coveredBy')
    .select(['sighting.wants', 'sighting.because', 'sighting.joinAt', 'sighting.trail'])
    .where('sighting.calendarEventId', 'in', eventIds)
    .execute()
  return new Map(
    rows.map(({ calendarEventId, trail, ...sighting }) => [
      calendarEventId,
      { ...sighting, trail: unpackTrail(trail) },
    ]),
  )
}
