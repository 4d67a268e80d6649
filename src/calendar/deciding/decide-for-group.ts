/**
 * One real meeting stands in several colleagues' calendars: who wants the bot, and whose bot it is.
 * Any yes wins; a colleague's no means that they do not ask for it, not that nobody may.
 */
import type { DateTime } from 'luxon'

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
}

export type GroupDecision<V extends Vote> =
  | { isWanted: true; owner: V; joinAt: DateTime }
  | { isWanted: false; because: string }

/** Decide for everybody who sees the meeting. The bot joins at the owner's time. */
export function decideForGroup<V extends Vote>(votes: readonly V[]): GroupDecision<V> {
  const refusing = new Set(votes.filter(isOwnNo).map(({ userId }) => userId))
  const yes = votes
    .filter((vote) => vote.wants && vote.isConfirmed && !refusing.has(vote.userId))
    .sort(byPrecedence)
  const [owner] = yes
  if (owner?.joinAt) return { isWanted: true, owner, joinAt: owner.joinAt }
  return { isWanted: false, because: whyNot(votes) }
}

/** Somebody with two calendars has said no to the meeting, not to one of its copies. */
const isOwnNo = ({ because }: Vote) => because === 'skipped_by_person' || because === 'declined'

const byPrecedence = (a: Vote, b: Vote) =>
  Number(b.isOrganizer) - Number(a.isOrganizer) ||
  a.seenAt.toMillis() - b.seenAt.toMillis() ||
  a.userId.localeCompare(b.userId)

function whyNot(votes: readonly Vote[]): string {
  if (votes.some(({ wants, isConfirmed }) => wants && !isConfirmed)) return 'not_confirmed'
  const [first] = votes.filter(({ wants }) => !wants).sort(byPrecedence)
  return first?.because ?? 'cancelled'
}
