/** Whether a meeting may have another bot, after the ones that it had. Pure. */
import type { DateTime } from 'luxon'
import { type Bot, STOPPED_BY_PERSON } from '#bots/types.ts'

type Before = Pick<Bot, 'state' | 'stateChangedAt' | 'isWanted' | 'unwantedBecause' | 'meetingUrl' | 'joinAt'>
type Wanted = { meetingUrl: string; joinAt: DateTime; end: DateTime }

/**
 * A first one always; then never after a person's stop, not again after a meeting that went well unless it was moved
 * into the future, and after a failure only when the wish is another one: the same wish would fail the same way.
 */
export function mayHaveAnother(before: Before | undefined, wish: Wanted, now: DateTime): boolean {
  if (wish.end <= now) return false
  if (!before) return true
  if (before.unwantedBecause === STOPPED_BY_PERSON) return false
  const isMoved = +before.joinAt !== +wish.joinAt
  switch (before.state) {
    case 'done':
      return isMoved && wish.joinAt > before.stateChangedAt
    case 'failed':
      return !before.isWanted || isMoved || before.meetingUrl !== wish.meetingUrl
    default:
      return true
  }
}
