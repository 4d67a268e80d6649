/** From what each person wishes to what the organization wishes: one bot per real meeting, or none. */
import { type BotWish, wishBot } from '#bots/converging/wish.ts'
import { decideForGroup, type GroupDecision, type Vote } from '#calendar/deciding/decide-for-group.ts'
import type { EventRow } from '#calendar/syncing/to-meeting-event.ts'
import type { OrganizationTx } from '#db/db.ts'
import { json, type Participant } from '#db/json.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }
type Copy = EventRow & Vote
type Occurrence = { id: string; organizationId: string; sessionId: string | null }

/**
 * Decide these meetings for everybody who sees them, and hand the wish to the bots' room. Wishing the same again is
 * harmless. Returns how many were called off now.
 */
export async function wishOccurrences(
  tx: OrganizationTx,
  needs: Needs,
  ids: readonly string[],
): Promise<number> {
  let calledOff = 0
  for (const occurrence of await lockOccurrences(tx, ids)) {
    const copies = await copiesOf(tx, occurrence.id)
    const group = decideForGroup(copies)
    const shown = group.isWanted ? group.owner : (copies.find(isPresent) ?? copies[0])
    if (shown) await describe(tx, needs, occurrence.id, shown, participantsOf(copies))
    emit(tx, 'occurrence.changed', { organizationId: occurrence.organizationId, occurrenceId: occurrence.id })
    if (await pass(tx, needs, occurrence, group, participantsOf(copies))) calledOff++
  }
  return calledOff
}

/** In one order, so that two workers never wait for each other in a circle; the votes are read under the lock. */
const lockOccurrences = (tx: OrganizationTx, ids: readonly string[]): Promise<Occurrence[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : tx
        .selectFrom('meetingOccurrences')
        .select(['id', 'organizationId', 'sessionId'])
        .where('id', 'in', [...ids])
        .orderBy('id')
        .forNoKeyUpdate()
        .execute()

async function copiesOf(tx: OrganizationTx, occurrenceId: string): Promise<Copy[]> {
  const rows = await tx
    .selectFrom('calendarSightings as sighting')
    .innerJoin('calendarEvents as event', 'event.id', 'sighting.calendarEventId')
    .leftJoin('calendarPreferences as rules', 'rules.userId', 'sighting.userId')
    .selectAll('event')
    .select(['sighting.wants', 'sighting.because', 'sighting.joinAt', 'sighting.createdAt as seenAt'])
    .select('rules.confirmedAt')
    .where('sighting.occurrenceId', '=', occurrenceId)
    .orderBy('sighting.createdAt')
    .orderBy('sighting.id')
    .execute()
  return rows.map(({ confirmedAt, ...row }) => ({ ...row, isConfirmed: confirmedAt !== null }))
}

const isPresent = ({ deletedAt, isCancelled }: Copy) => deletedAt === null && !isCancelled

/** Everybody on any copy: some copies hide the other guests. */
function participantsOf(copies: readonly Copy[]): Participant[] {
  const everybody = copies.filter(isPresent).flatMap(({ attendees }) => attendees)
  return [...new Map(everybody.map((person) => [person.email, person])).values()]
}

async function describe(
  tx: OrganizationTx,
  { clock }: Needs,
  id: string,
  { title, startTime, endTime, meetingUrl, meetingPlatform, roomKey }: Copy,
  participants: Participant[],
): Promise<void> {
  await tx
    .updateTable('meetingOccurrences')
    .set({
      ...{ title, startTime, endTime, meetingUrl, meetingPlatform, roomKey },
      participants: json(participants),
      updatedAt: clock.now(),
    })
    .where('id', '=', id)
    .execute()
}

/** True when a bot that somebody had wished for is called off. */
async function pass(
  tx: OrganizationTx,
  needs: Needs,
  { id, organizationId, sessionId }: Occurrence,
  group: GroupDecision<Copy>,
  participants: Participant[],
): Promise<boolean> {
  const where = { organizationId, occurrenceId: id }
  if (group.isWanted) {
    await wishBot(tx, needs, { ...where, ...wanted(group, participants) })
    return false
  }
  if (sessionId === null || group.because === 'ended') return false // a bot that is still inside leaves by itself
  await wishBot(tx, needs, { ...where, isWanted: false, because: group.because })
  return true
}

type Wanted = Omit<Extract<BotWish, { isWanted: true }>, 'organizationId' | 'occurrenceId'>

function wanted(
  { owner, joinAt }: Extract<GroupDecision<Copy>, { isWanted: true }>,
  participants: Participant[],
): Wanted {
  const { meetingUrl, roomKey, meetingPlatform } = owner
  if (!meetingUrl || !roomKey || !meetingPlatform) throw new Error('A decision to join came without a link')
  return {
    isWanted: true,
    ownerUserId: owner.userId,
    title: owner.title,
    ...{ meetingUrl, roomKey, platform: meetingPlatform, joinAt, participants },
    start: owner.startTime,
    end: owner.endTime,
  }
}
