/** What to do about a bot that lives at Recall, by what our row says of it. Pure; the sweep does it. */
import type { BotAsSeen } from '#bots/recall/recall-answers.ts'
import { hasEnded, isInCallAsSeen } from '#bots/recall/recall-answers.ts'
import { type Bot, ENDED, isInCall, isLive } from '#bots/types.ts'

/** adopt: our row lost its id, and learns it · swap: ours has another bot, but this one is with the people. */
export type Remedy = 'none' | 'adopt' | 'swap' | 'remove'

type Row = Pick<Bot, 'state' | 'isWanted' | 'recallBotId'>

/** `row`: of the intent that the bot carries, or of the bot that its meeting has by now. */
export function remedyFor(seen: BotAsSeen, row: Row | undefined): Remedy {
  if (hasEnded(seen)) return 'none'
  if (!row) return 'remove'
  if (row.recallBotId === seen.recallBotId) return ENDED.includes(row.state) ? 'remove' : 'none'
  if (!row.isWanted || !isLive(row.state)) return 'remove'
  if (row.recallBotId === null) return 'adopt'
  return isInCallAsSeen(seen) && !isInCall(row.state) ? 'swap' : 'remove'
}
