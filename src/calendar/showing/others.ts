/** Who besides oneself has to do with a meeting: who wants the bot too, who is heard, and who will be sent the notes. */
import { decideForGroup, type Vote } from '#calendar/deciding/decide-for-group.ts'
import { consents } from '#calendar/deciding/reasons.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Participant } from '#db/json.ts'

type Someone = { userId: string; name: string }
export type Others = {
  /** Everybody whose rules or word ask for the bot, in the order of their names. */
  wantedBy: readonly Someone[]
  /** Members who will get the notes by mail: they are invited or asked for it, and did not say no. */
  receivers: readonly Someone[]
  /** Why nobody's bot comes although somebody wants one: a colleague's no, the organizer's, or that of somebody in it. */
  objection: string | null
}
type Meeting = { occurrenceId: string; people: readonly Participant[] }

/** By occurrence. Members without a calendar of their own get the notes of what they are invited to. */
export async function othersOf(
  tx: OrganizationTx,
  meetings: readonly Meeting[],
): Promise<ReadonlyMap<string, Others>> {
  const copies = await copiesOf(
    tx,
    meetings.map(({ occurrenceId }) => occurrenceId),
  )
  const members = await membersWithMail(tx)
  const { conflict } = await policiesOf(tx)
  return new Map(
    meetings.map(({ occurrenceId, people }) => {
      const own = copies.filter((copy) => copy.occurrenceId === occurrenceId)
      const wanting = new Set(own.filter(isWanting).map(({ userId }) => userId))
      const opposed = new Set(optedOut(own))
      const invited = new Set(people.map(({ email }) => email))
      const wantedBy = members.filter(({ userId }) => wanting.has(userId))
      const receivers = members.filter(
        ({ userId, email, wantsMail }) =>
          wantsMail && !opposed.has(userId) && (wanting.has(userId) || invited.has(email)),
      )
      const group = decideForGroup(own, conflict)
      const objection = !group.isWanted && objections.has(group.because) ? group.because : null
      return [occurrenceId, { wantedBy: wantedBy.map(named), receivers: receivers.map(named), objection }]
    }),
  )
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

async function membersWithMail(tx: OrganizationTx) {
  const rows = await tx
    .selectFrom('organizationPeople as person')
    .leftJoin('userPreferences as wish', 'wish.userId', 'person.userId')
    .select(['person.userId', 'person.email', 'person.fullName', 'wish.emailPostCallSummary as mail'])
    .where('person.isActive', '=', true)
    .orderBy('person.fullName')
    .orderBy('person.email')
    .execute()
  return rows.flatMap(({ userId, email, fullName, mail }) =>
    userId && email ? [{ userId, email, name: fullName || email, wantsMail: mail !== false }] : [],
  )
}

const named = ({ userId, name }: Someone): Someone => ({ userId, name })
