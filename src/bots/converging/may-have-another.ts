/** Whether a meeting may have another bot, after the ones that it had. Pure. */
import type { DateTime } from 'luxon'
import { type Bot, isFinalStop, isSameRoom } from '#bots/types.ts'

type Before = Pick<
  Bot,
  | 'state'
  | 'stateChangedAt'
  | 'isWanted'
  | 'unwantedBecause'
  | 'failureCode'
  | 'meetingUrl'
  | 'refusedUrl'
  | 'joinAt'
>
type Wanted = { meetingUrl: string; joinAt: DateTime; end: DateTime }

/** A host who removes a bot has said no for this meeting. */
const REMOVED = ['bot_kicked_from_call', 'bot_kicked_from_waiting_room']

/**
 * A first one always; then never after somebody's no, not again after a meeting that went well unless it was moved
 * into the future or to another room, and after a failure only when the wish is another one: the same wish would
 * fail the same way.
 */
export function mayHaveAnother(before: Before | undefined, wish: Wanted, now: DateTime): boolean {
  if (wish.end <= now) return false
  if (!before) return true
  if (isFinalStop(before.unwantedBecause) || REMOVED.includes(before.failureCode ?? '')) return false
  const isMoved = +before.joinAt !== +wish.joinAt
  const wishedUrl = before.refusedUrl ?? before.meetingUrl
  switch (before.state) {
    case 'done':
      return (isMoved && wish.joinAt > before.stateChangedAt) || !isSameRoom(wishedUrl, wish.meetingUrl)
    case 'failed':
      return !before.isWanted || isMoved || wishedUrl !== wish.meetingUrl
    default:
      return true
  }
}
