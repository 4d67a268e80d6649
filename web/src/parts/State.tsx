/** The state of a meeting: always a word, an icon and a colour together. */
import {
  Archive,
  CalendarClock,
  CircleAlert,
  CircleCheck,
  CircleDot,
  CircleSlash,
  CircleStop,
  DoorOpen,
  Hourglass,
  type LucideIcon,
  Phone,
  Sparkles,
} from 'lucide-react'
import type { BotState } from '../bot-state.ts'
import type { Meeting, SessionRow } from '../queries.ts'

export type Look = { word: string; icon: LucideIcon; tone: string }

const look = (word: string, icon: LucideIcon, tone = ''): Look => ({ word, icon, tone })
const planned = look('Planned', CalendarClock, 'accent')
const bots: Record<BotState, Look> = {
  planned,
  claiming: planned,
  scheduled: planned,
  joining: look('Joining', DoorOpen, 'amber'),
  waiting_room: look('In the lobby', Hourglass, 'amber'),
  in_call: look('In the call', Phone, 'amber'),
  recording: look('Recording', CircleDot, 'red'),
  leaving: look('Leaving', CircleStop),
  cancelling: look('Calling off', CircleSlash),
  done: look('Ended', CircleStop),
  failed: look('Failed', CircleAlert, 'red'),
  cancelled: look('Called off', CircleSlash),
}

type Decided = Pick<Meeting, 'bot' | 'wants'> & { objection?: string | null }

export function lookOfMeeting({ bot, wants, objection }: Decided): Look {
  if (bot && bot.state !== 'cancelled') return bots[bot.state]
  if (objection === 'veto' || objection === 'organizer_decides') return look('Skipped', CircleSlash)
  return wants ? planned : look('Skipped', CircleSlash)
}

type Facts = Pick<SessionRow, 'status' | 'botState' | 'durationSeconds'>

export function lookOfSession({ status, botState, durationSeconds }: Facts): Look {
  if (botState === 'failed' && durationSeconds === 0) return bots.failed
  if (status === 'complete') return look('Ready', CircleCheck, 'green')
  if (status === 'archived') return look('Archived', Archive)
  if (botState === 'failed') return bots.failed
  if (status === 'processing') return look('Summarising', Sparkles, 'violet')
  return botState ? bots[botState] : planned
}

export const State = ({ look: { word, icon: Icon, tone } }: { look: Look }) => (
  <span className={`state ${tone}`}>
    <Icon size={13} strokeWidth={2.5} aria-hidden />
    {word}
  </span>
)
