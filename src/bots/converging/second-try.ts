/**
 * A bot that never got in may be sent once more. Two questions, kept apart: whether (by what went wrong, and who
 * wanted it so) and how soon. Both pure. What a person did to a bot is never undone by a second one.
 */
import type { DateTime } from 'luxon'
import type { Bot } from '#bots/types.ts'

/** transient: it broke, or the platform did · early: there was no meeting yet · lobby: nobody opened · final: the rest. */
export type FailureKind = 'transient' | 'early' | 'lobby' | 'final'

/** https://docs.recall.ai/docs/sub-codes; a code that we do not know is final. */
export function kindOfFailure(code: string): FailureKind {
  if (EARLY.includes(code)) return 'early'
  if (LOBBY.includes(code)) return 'lobby'
  return TRANSIENT.includes(code) || code.endsWith('_internal_error') ? 'transient' : 'final'
}

type Facts = Pick<Bot, 'failureCode' | 'isWanted' | 'retries' | 'meetingEnd'> & {
  /** It was in the room with people, recorded or not. */
  wasInside: boolean
}

export function mayTryAgain(
  bot: Facts,
  now: DateTime,
  { canRetryLobby }: { canRetryLobby: boolean },
): boolean {
  if (!bot.isWanted || bot.wasInside || bot.retries > 0 || bot.failureCode === null) return false
  const kind = kindOfFailure(bot.failureCode)
  if (kind === 'final' || (kind === 'lobby' && !canRetryLobby)) return false
  return now.plus({ minutes: LEAST_MINUTES[kind] }) < bot.meetingEnd
}

/** Seconds after the failure: time for the provider, for the host to start, for somebody to read their mail. */
export const pauseBeforeSecondTry = (failureCode: string): number => PAUSE_SECONDS[kindOfFailure(failureCode)]

/** What must be left of the meeting for a second bot to be worth the knock. */
const LEAST_MINUTES = { transient: 4, early: 6, lobby: 10 }
const PAUSE_SECONDS: Record<FailureKind, number> = { transient: 20, early: 180, lobby: 60, final: 0 }

const EARLY = ['meeting_not_started', 'microsoft_teams_event_not_started_for_external']
const LOBBY = ['timeout_exceeded_waiting_room', 'call_ended_by_platform_waiting_room_timeout']
const TRANSIENT = [
  ...['bot_errored', 'failed_to_launch_in_time', 'zoom_connection_failed', 'zoom_join_timeout'],
  ...['google_meet_meeting_room_not_ready', 'google_meet_video_error', 'microsoft_teams_call_dropped'],
  ...['fatal', 'gone', 'no_sign_of_life'], // without a code; deleted by hand at Recall; never heard of
]
