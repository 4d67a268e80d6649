/**
 * One real meeting stands in several colleagues' calendars: who wants the bot, whose bot it is, and who gets the notes.
 * Colleagues share one bot, however differently they would share its notes: a second one for a wider audience never comes.
 */
import type { DateTime } from 'luxon'
import { consents } from '#calendar/deciding/reasons.ts'
import type { Conflict } from '#calendar/deciding/rules.ts'

/** From the strictest to the widest. */
export const sharings = ['private', 'shared', 'organization'] as const
export type Sharing = (typeof sharings)[number]

export type Vote = {
  userId: string
  wants: boolean
  joinAt: DateTime | null
  isOrganizer: boolean
  /** Rules that were never confirmed wish for nothing. */
  isConfirmed: boolean
  /** When this copy was first seen: the earliest yes owns the bot, and the owner does not change by chance. */
  seenAt: DateTime
  because: string
  /** When they last answered the invitation in this copy, where the provider says so. */
  answeredAt?: DateTime | null
  /** How widely they share what their bots write. */
  sharing?: Sharing
  /** The room that this copy leads to. */
  roomKey?: string | null
}

export type GroupDecision<V extends Vote> =
  | {
      isWanted: true
      owner: V
      joinAt: DateTime
      /** The copy whose link is opened: the organizer's, who may just have changed it. */
      linkFrom: V
      /** Everybody who wants it, the owner first. Nobody else gets a copy. */
      recipients: string[]
      /** The strictest of what they chose. */
      sharing: Sharing
    }
  | { isWanted: false; because: string }

/** Decide for everybody who sees the meeting. The bot joins at the owner's time. */
export function decideForGroup<V extends Vote>(
  votes: readonly V[],
  conflict: Conflict = 'any_yes',
): GroupDecision<V> {
  const people = onePerPerson(votes)
  const objection = objectionOf(people, conflict)
  if (objection !== null) return { isWanted: false, because: objection }

  const yes = people.filter(({ wants, isConfirmed }) => wants && isConfirmed).sort(byPrecedence)
  const [owner] = yes
  if (!owner?.joinAt) return { isWanted: false, because: whyNot(people) }
  return {
    isWanted: true,
    owner,
    joinAt: owner.joinAt,
    linkFrom: people.find(({ isOrganizer, roomKey }) => isOrganizer && roomKey) ?? owner,
    recipients: yes.map(({ userId }) => userId),
    sharing: strictest(yes),
  }
}

/** Somebody with two calendars has one wish about the meeting, not one about each of its copies. */
function onePerPerson<V extends Vote>(votes: readonly V[]): V[] {
  const copies = Map.groupBy(votes, ({ userId }) => userId)
  return [...copies.values()].flatMap((own) => wishOf(own) ?? [])
}

/** What forbids it for everybody; their own no; else their latest answer to the invitation, where without times a "declined" counts; else any yes. */
function wishOf<V extends Vote>(copies: readonly V[]): V | undefined {
  const ordered = [...copies].sort(byPrecedence)
  return (
    ordered.find(({ because }) => consents.includes(because)) ??
    ordered.find(isVeto) ??
    latestAnswer(ordered) ??
    ordered.find(({ wants }) => wants) ??
    ordered[0]
  )
}

const isVeto = ({ because }: Vote) => because === 'skipped_by_person' || because === 'skipped_series'

function latestAnswer<V extends Vote>(copies: readonly V[]): V | undefined {
  const declined = copies.find(({ because }) => because === 'declined')
  if (!declined) return undefined
  const timeOf = ({ answeredAt }: Vote) => answeredAt?.toMillis() ?? Number.NEGATIVE_INFINITY
  const later = copies.find((copy) => copy.wants && timeOf(copy) > timeOf(declined))
  return declined.answeredAt && later ? later : declined
}

function objectionOf(people: readonly Vote[], conflict: Conflict): string | null {
  const consent = people.find(({ because }) => consents.includes(because))
  if (consent) return consent.because
  if (conflict === 'any_veto_blocks' && people.some(isVeto)) return 'veto'
  const organizer = people.find(({ isOrganizer }) => isOrganizer)
  if (conflict !== 'organizer_decides' || !organizer || organizer.wants) return null
  return 'organizer_decides'
}

const byPrecedence = (a: Vote, b: Vote) =>
  Number(b.isOrganizer) - Number(a.isOrganizer) ||
  a.seenAt.toMillis() - b.seenAt.toMillis() ||
  a.userId.localeCompare(b.userId)

const strictest = (yes: readonly Vote[]): Sharing =>
  sharings.find((sharing) => yes.some((vote) => vote.sharing === sharing)) ?? 'private'

function whyNot(people: readonly Vote[]): string {
  if (people.some(({ wants, isConfirmed }) => wants && !isConfirmed)) return 'not_confirmed'
  const [first] = people.filter(({ wants }) => !wants).sort(byPrecedence)
  return first?.because ?? 'cancelled'
}
