/** From what each person wishes to what the organization wishes: one bot per real meeting and room, or none. */
import { DateTime } from 'luxon'
import { wishBot } from '#bots/converging/wish.ts'
import { type HeldWish, wishesHeld } from '#bots/converging/wishes-held.ts'
import type { WantedBot } from '#bots/types.ts'
import { coverRooms } from '#calendar/deciding/cover-rooms.ts'
import { decideForGroup, type GroupDecision } from '#calendar/deciding/decide-for-group.ts'
import type { Policies } from '#calendar/deciding/rules.ts'
import { policiesOf } from '#calendar/rules/policies.ts'
import { describeMeetings, participantsOf } from '#calendar/syncing/describe-meetings.ts'
import {
  type Copy,
  type Decided,
  gatherMeetings,
  isPresent,
  type Meeting,
} from '#calendar/syncing/gather-meetings.ts'
import { moveAlong } from '#calendar/syncing/move-along.ts'
import { takeTurn } from '#calendar/syncing/take-turn.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

type Needs = { jobs: Queue; clock: Clock }

/**
 * Decide these meetings for everybody who sees them, and hand the wishes that have changed to the bots' room.
 * Returns how many bots were called off now.
 */
export async function wishOccurrences(
  tx: OrganizationTx,
  needs: Needs,
  ids: readonly string[],
): Promise<number> {
  if (ids.length === 0) return 0
  await takeTurn(tx)
  const { conflict } = await policiesOf(tx)
  const meetings = decideAll(await moveAlong(tx, needs, await gatherMeetings(tx, ids)), conflict)
  const changed = await describeMeetings(tx, needs, meetings)
  const held = await wishesHeld(
    tx,
    meetings.map(({ id }) => id),
  )
  let calledOff = 0
  for (const meeting of meetings) {
    const sharing = meetings.filter(({ id, coveredNow }) => id === meeting.id || coveredNow === meeting.id)
    const isDescribedAnew = sharing.some(({ id }) => changed.has(id))
    const passed = await pass(tx, needs, { meeting, sharing, held: held.get(meeting.id), isDescribedAnew })
    const { organizationId, id: occurrenceId } = meeting
    if (passed || changed.has(meeting.id)) emit(tx, 'occurrence.changed', { organizationId, occurrenceId })
    if (passed === 'called_off') calledOff++
  }
  return calledOff
}

function decideAll(meetings: readonly Meeting[], conflict: Policies['conflict']): Decided[] {
  const decided = meetings.map((meeting) => {
    const group = decideForGroup(meeting.copies, conflict)
    const shown = group.isWanted ? group.owner : (meeting.copies.find(isPresent) ?? meeting.copies[0])
    return { ...meeting, group, shown }
  })
  const wanted = decided.flatMap(({ id, group, createdAt: seenAt }) => {
    if (!group.isWanted) return []
    const { startTime: start, endTime: end } = group.owner
    const { roomKey } = linkOf(group)
    if (roomKey === null) return []
    return [{ id, roomKey, start, end, seenAt }]
  })
  const covered = coverRooms(wanted)
  return decided.map((meeting) => ({ ...meeting, coveredNow: covered.get(meeting.id) ?? null }))
}

type Passing = {
  meeting: Decided
  /** The meeting itself and those that share its bot. */
  sharing: readonly Decided[]
  held: HeldWish | undefined
  isDescribedAnew: boolean
}

/** Only what is different is passed on. */
async function pass(
  tx: OrganizationTx,
  needs: Needs,
  { meeting, sharing, held, isDescribedAnew }: Passing,
): Promise<'called_off' | 'wished' | null> {
  const { group, organizationId, id: occurrenceId, coveredNow, sessionId } = meeting
  if (group.isWanted && coveredNow === null) {
    const wish = wanted(meeting, group, sharing)
    if (sessionId !== null && !isDescribedAnew && held && isSame(held, wish)) return null
    await wishBot(tx, needs, wish)
    return 'wished'
  }
  const because = group.isWanted ? 'covered_by' : group.because
  if (!held?.isWanted || because === 'ended') return null // a bot that is still inside leaves by itself
  await wishBot(tx, needs, { organizationId, occurrenceId, isWanted: false, because })
  return 'called_off'
}

function wanted(
  { organizationId, id: occurrenceId }: Decided,
  group: Wanted,
  sharing: readonly Decided[],
): WantedBot {
  const { owner, joinAt } = group
  const { title, userId: ownerUserId } = owner
  const { meetingUrl, alternateUrl, roomKey, meetingPlatform } = linkOf(group)
  if (!meetingUrl || !roomKey || !meetingPlatform) throw new Error('A decision to join came without a link')
  const ends = sharing.flatMap(({ shown }) => shown?.endTime ?? [])
  return {
    ...{ organizationId, occurrenceId, isWanted: true, ownerUserId, title },
    ...{ meetingUrl, alternateUrl, roomKey, platform: meetingPlatform, joinAt, start: owner.startTime },
    end: DateTime.max(owner.endTime, ...ends),
    participants: participantsOf(sharing.flatMap(({ copies }) => copies)),
  }
}

type Wanted = Extract<GroupDecision<Copy>, { isWanted: true }>

/** An organizer's copy that is gone leads nowhere. */
const linkOf = ({ linkFrom, owner }: Wanted): Copy => (isPresent(linkFrom) ? linkFrom : owner)

const isSame = (held: HeldWish, wish: WantedBot) =>
  held.isLive &&
  held.isWanted &&
  held.meetingUrl === wish.meetingUrl &&
  +held.joinAt === +wish.joinAt &&
  +held.meetingEnd === +wish.end &&
  held.userId === wish.ownerUserId
