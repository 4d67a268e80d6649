/** Who besides oneself has to do with a meeting: who wants the bot too, who is heard, and who will be sent the notes. */
import { sql } from 'kysely'
import { decideForGroup, type Vote } from '#calendar/deciding/decide-for-group.ts'
import { consents } from '#calendar/deciding/reasons.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Participant } from '#db/json.ts'
import { type Member, membersForNotes, type Receiver, whoGetsNotes } from '#sessions/people/who-gets-notes.ts'

type Someone = { userId: string; name: string }
export type Others = {
  /** Everybody whose rules or word ask for the bot, in the order of their names. */
  wantedBy: readonly Someone[]
  /** Who will be sent the notes, if a bot comes: by the rule that addresses the letters. */
  receivers: readonly Receiver[]
  /** Why nobody's bot comes although somebody wants one: a colleague's no, the organizer's, or that of somebody in it. */
  objection: string | null
}

/** By occurrence. Members without a calendar of their own get the notes of what they are invited to. */
export async function othersOf(
  tx: OrganizationTx,
  occurrenceIds: readonly string[],
): Promise<ReadonlyMap<string, Others>> {
  const copies = Map.groupBy(await copiesOf(tx, occurrenceIds), ({ occurrenceId }) => occurrenceId)
  const invited = await invitedTo(tx, occurrenceIds)
  const members = await membersForNotes(tx)
  const { conflict } = await policiesOf(tx)
  return new Map(
    occurrenceIds.map((id) => {
      const own = copies.get(id) ?? []
      const wanting = new Set(own.filter(isWanting).map(({ userId }) => userId))
      const wantedBy = members.filter(({ userId }) => wanting.has(userId)).map(named)
      const group = decideForGroup(own, conflict)
      const objection = !group.isWanted && objections.has(group.because) ? group.because : null
      const owner = group.isWanted ? group.owner : own.find(({ wants }) => wants)
      const receivers = owner ? receiversOf(owner.userId, own, invited.get(id) ?? [], members) : []
      return [id, { wantedBy, receivers, objection }]
    }),
  )
}

function receiversOf(
  ownerId: string,
  copies: readonly Copy[],
  participants: readonly Participant[],
  members: readonly Member[],
): Receiver[] {
  const { rule = 'members' } = members.find(({ userId }) => userId === ownerId) ?? {}
  return whoGetsNotes({ ownerId, rule, participants, optedOut: optedOut(copies) }, members)
}

/** Everybody on any copy of the meeting, and of those that share its bot, as the bot's wish has them. */
async function invitedTo(
  tx: OrganizationTx,
  occurrenceIds: readonly string[],
): Promise<ReadonlyMap<string, Participant[]>> {
  if (occurrenceIds.length === 0) return new Map()
  const ids = sql<string>`any(${[...occurrenceIds]}::uuid[])`
  const rows = await tx
    .selectFrom('meetingOccurrences')
    .select(['id', 'coveredBy', 'participants'])
    .where((eb) => eb.or([eb('id', '=', ids), eb('coveredBy', '=', ids)]))
    .orderBy('id')
    .execute()
  const found = new Map<string, Participant[]>()
  for (const { id, coveredBy, participants } of rows)
    for (const one of new Set([id, coveredBy ?? id]))
      found.set(one, [...(found.get(one) ?? []), ...participants])
  return found
}

const objections: ReadonlySet<string> = new Set([...consents, 'veto', 'organizer_decides'])

export type Copy = Vote & { occurrenceId: string }

/** Who sees these meetings in a calendar of theirs, and what they wish. */
export async function copiesOf(tx: OrganizationTx, occurrenceIds: readonly string[]): Promise<Copy[]> {
  if (occurrenceIds.length === 0) return []
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .leftJoin('calendarPreferences as rules', 'rules.userId', 'sighting.userId')
    .select(['sighting.occurrenceId', 'sighting.userId', 'sighting.wants', 'sighting.because'])
    .select(['sighting.joinAt', 'sighting.createdAt as seenAt', 'event.isOrganizer', 'rules.confirmedAt'])
    .where('sighting.occurrenceId', 'in', [...new Set(occurrenceIds)])
    .where('event.deletedAt', 'is', null)
    .execute()
  return rows.map(({ confirmedAt, ...copy }) => ({ ...copy, isConfirmed: confirmedAt !== null }))
}

const isWanting = ({ wants, isConfirmed }: Copy) => wants && isConfirmed

/** Members who had the meeting in front of them and in none of their calendars want it. */
export function optedOut(copies: readonly Copy[]): string[] {
  const wanting = new Set(copies.filter(({ wants }) => wants).map(({ userId }) => userId))
  return [...new Set(copies.map(({ userId }) => userId))].filter((userId) => !wanting.has(userId))
}

const named = ({ userId, name }: Someone): Someone => ({ userId, name })
