/** The state of a meeting: always a word, an icon and a colour together. */
import type { BotState } from '../bot-state.ts'
import type { Meeting, SessionRow } from '../queries.ts'
import { later } from './later.tsx'
import type { IconName } from './StateIcon.tsx'

const StateIcon = later(
  async () => (await import('./StateIcon.tsx')).StateIcon,
  <svg width={13} height={13} aria-hidden />,
)

export type Look = { word: string; icon: IconName; tone: string }

const look = (word: string, icon: IconName, tone = ''): Look => ({ word, icon, tone })
const planned = look('Planned', 'calendar', 'accent')
const bots: Record<BotState, Look> = {
  planned,
  claiming: planned,
  scheduled: planned,
  joining: look('Joining', 'door', 'amber'),
  waiting_room: look('In the lobby', 'hourglass', 'amber'),
  in_call: look('In the call', 'phone', 'amber'),
  recording: look('Recording', 'dot', 'red'),
  leaving: look('Leaving', 'stop'),
  cancelling: look('Calling off', 'slash'),
  done: look('Ended', 'stop'),
  failed: look('Failed', 'alert', 'red'),
  cancelled: look('Called off', 'slash'),
}

type Decided = Pick<Meeting, 'bot' | 'wants'> & { objection?: string | null }

export function lookOfMeeting({ bot, wants, objection }: Decided): Look {
  if (bot && bot.state !== 'cancelled') return bots[bot.state]
  if (objection === 'veto' || objection === 'organizer_decides') return look('Skipped', 'slash')
  return wants ? planned : look('Skipped', 'slash')
}

type Facts = Pick<SessionRow, 'status' | 'botState' | 'durationSeconds'>

export function lookOfSession({ status, botState, durationSeconds }: Facts): Look {
  if (botState === 'failed' && durationSeconds === 0) return bots.failed
  if (status === 'complete') return look('Ready', 'check', 'green')
  if (status === 'archived') return look('Archived', 'archive')
  if (botState === 'failed') return bots.failed
  if (status === 'processing') return look('Summarising', 'sparkles', 'violet')
  return botState ? bots[botState] : planned
}

export const State = ({ look: { word, icon, tone } }: { look: Look }) => (
  <span className={`state ${tone}`}>
    <StateIcon name={icon} />
    {word}
  </span>
)
