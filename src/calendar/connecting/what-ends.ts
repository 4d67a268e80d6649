/** Before calendars are disconnected or left alone: which planned bots end with them, and which stay for others. */
import type { DateTime } from 'luxon'
import { decideForGroup, type Vote } from '#calendar/deciding/decide-for-group.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'

export type Ending = { eventId: string; title: string; start: DateTime }
export type WhatEnds = {
  /** Soonest first. */
  ends: Ending[]
  /** How many stay, because a colleague or another calendar of the person wants them too. */
  stays: number
}
type Ask = { userId: string; now: DateTime; connectionId: string; calendarId: string | undefined }

/** The same decision as afterwards, made without these calendars. Throws `not_found`. */
export async function whatEnds(tx: OrganizationTx, ask: Ask): Promise<WhatEnds> {
  const calendarIds = await calendarsOf(tx, ask)
  const mine = await wantedFrom(tx, calendarIds, ask.now)
  const { conflict } = await policiesOf(tx)
  const left = Map.groupBy(await votesOf(tx, mine, calendarIds), ({ occurrenceId }) => occurrenceId)
  const ends = mine.filter(({ occurrenceId }) => {
    const votes = left.get(occurrenceId) ?? []
    return !decideForGroup(votes, conflict).isWanted
  })
  return {
    ends: ends.map(({ eventId, title, start }) => ({ eventId, title, start })),
    stays: mine.length - ends.length,
  }
}

async function calendarsOf(tx: OrganizationTx, { userId, connectionId, calendarId }: Ask): Promise<string[]> {
  const rows = await tx
    .selectFrom('calendars')
    .innerJoin('calendarConnections as connection', 'connection.id', 'calendars.calendarConnectionId')
    .select('calendars.id')
    .where('connection.id', '=', connectionId)
    .$if(calendarId !== undefined, (query) => query.where('calendars.id', '=', calendarId ?? ''))
    .where('calendars.userId', '=', userId)
    .where('connection.status', '!=', 'disconnected')
    .execute()
  if (rows.length === 0) throw new Refusal('not_found')
  return rows.map(({ id }) => id)
}

type Wanted = Ending & { occurrenceId: string }

/** Meetings ahead for which a bot is wished now, and that these calendars ask for. */
async function wantedFrom(tx: OrganizationTx, calendarIds: string[], now: DateTime): Promise<Wanted[]> {
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .innerJoin('bots as bot', 'bot.occurrenceId', 'sighting.occurrenceId')
    .select(['event.id as eventId', 'event.title', 'event.startTime as start', 'sighting.occurrenceId'])
    .where('event.calendarId', 'in', calendarIds)
    .where('event.deletedAt', 'is', null)
    .where('event.endTime', '>', now)
    .where('sighting.wants', '=', true)
    .where('bot.isWanted', '=', true)
    .where('bot.state', 'not in', ['done', 'failed', 'cancelled', 'cancelling'])
    .orderBy('event.startTime')
    .orderBy('event.id')
    .execute()
  return [...new Map(rows.map((row) => [row.occurrenceId, row])).values()]
}

type OthersVote = Vote & { occurrenceId: string }

async function votesOf(
  tx: OrganizationTx,
  wanted: readonly Wanted[],
  without: readonly string[],
): Promise<OthersVote[]> {
  if (wanted.length === 0) return []
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .leftJoin('calendarPreferences as rules', 'rules.userId', 'sighting.userId')
    .select(['sighting.occurrenceId', 'sighting.userId', 'sighting.wants', 'sighting.because'])
    .select(['sighting.joinAt', 'sighting.createdAt as seenAt', 'event.isOrganizer', 'rules.confirmedAt'])
    .where(
      'sighting.occurrenceId',
      'in',
      wanted.map(({ occurrenceId }) => occurrenceId),
    )
    .where('event.calendarId', 'not in', [...without])
    .where('event.deletedAt', 'is', null)
    .execute()
  return rows.map(({ confirmedAt, ...vote }) => ({ ...vote, isConfirmed: confirmedAt !== null }))
}
