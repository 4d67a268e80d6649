/** What a bot's state means to a page. */
import type { Meeting } from './queries.ts'
import { asSentence, timeOf, withJoinTime } from './text.ts'

export type BotState = NonNullable<Meeting['bot']>['state']

const atTheMeeting: readonly BotState[] = ['joining', 'waiting_room', 'in_call', 'recording', 'leaving']

/** A bot is at the door or inside. */
export const isLive = (state: BotState | null | undefined) => state != null && atTheMeeting.includes(state)

const doing: Partial<Record<BotState, (time: string, name: string) => string>> = {
  joining: (time) => `The bot has been joining since ${time}.`,
  waiting_room: (time, name) => `Waiting in the lobby since ${time}: admit “${name}” in the meeting.`,
  in_call: (time) => `In the call since ${time}, not recording yet.`,
  recording: (time) => `Recording since ${time}.`,
  leaving: () => 'The bot is leaving.',
  done: (time) => `The bot left at ${time}.`,
}

/** What a bot that is or was at the meeting does there; null for all others. */
export const doingNow = (bot: { state: BotState; since: string; name: string } | null) =>
  (bot && doing[bot.state]?.(timeOf(bot.since), bot.name)) ?? null

/** The decision in one sentence; with the time of joining, as long as that lies ahead. */
export function decisionOf({
  sentence,
  wants,
  joinAt,
  bot,
}: Pick<Meeting, 'sentence' | 'wants' | 'joinAt' | 'bot'>) {
  const isAhead = wants && !isLive(bot?.state) && bot?.state !== 'done' && bot?.state !== 'failed'
  if (isAhead) return asSentence(withJoinTime(sentence, joinAt))
  return asSentence(sentence.replace(/^Joining because/, 'Wanted because')) // it has joined, or could not
}
