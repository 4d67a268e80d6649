/** The one call of a turn. An expected "no" of Recall is an answer like any other; anything else is thrown. */
import type { Claim } from '#bots/converging/claim-turn.ts'
import { liveToken } from '#bots/life/live-token.ts'
import { greetingOf } from '#bots/manners/greeting.ts'
import type { Introduction } from '#bots/manners/introduction.ts'
import { stopUrlOf } from '#bots/manners/stop-token.ts'
import type { BotFound, Recall } from '#bots/recall/recall.ts'
import { usualSettings } from '#bots/settings.ts'
import type { Bot } from '#bots/types.ts'
import { Refusal } from '#lib/errors.ts'
import type { Vault } from '#lib/vault.ts'

type Needs = { recall: Recall; vault: Vault; publicUrl: string }
export type Answer =
  | { is: 'scheduled'; recallBotId: string }
  | { is: 'moved' | 'too_late' | 'gone' }
  | { is: 'cancelled' | 'leaving' | 'not_started' }
  | { is: 'found'; bots: BotFound[] }
  | { is: 'refused'; refusal: Refusal }

export async function perform(needs: Needs, claim: Claim): Promise<Answer> {
  try {
    return await call(needs, claim)
  } catch (error) {
    if (error instanceof Refusal) return { is: 'refused', refusal: error }
    throw error
  }
}

async function call(needs: Needs, { bot, next, introduction }: Claim): Promise<Answer> {
  const { recall } = needs
  switch (next.call) {
    case 'schedule': {
      const { joinAt, meetingUrl } = next
      const { botName, greeting } = introduce(needs, bot, introduction)
      const ask = { ...intentOf(needs, bot), joinAt, meetingUrl, botName, greeting }
      return { is: 'scheduled', ...(await recall.scheduleBot(ask)) }
    }
    case 'move': {
      const { call: _, recallBotId, ...change } = next
      return { is: await recall.moveBot(recallBotId, change) }
    }
    case 'cancel':
      return { is: await callBack(recall, next.recallBotId) }
    case 'leave': {
      const outcome = await recall.leaveCall(next.recallBotId)
      return { is: outcome === 'already_gone' ? 'leaving' : outcome } // the messages tell how it ended
    }
    case 'find':
      return { is: 'found', bots: await onlyOne(recall, bot, await recall.findBots(bot.id)) }
  }
}

const intentOf = ({ vault, publicUrl }: Needs, bot: Bot) => ({
  intentId: bot.id,
  epoch: bot.epoch,
  organizationId: bot.organizationId,
  occurrenceId: bot.occurrenceId,
  generation: bot.generation,
  realtimeUrl: `${publicUrl}/hooks/recall/live/${liveToken(vault, { organizationId: bot.organizationId, botId: bot.id })}`,
})

function introduce(needs: Needs, bot: Bot, given: Introduction | null) {
  const { botName, calledBy, isAnnounced } = given ?? { ...usualSettings, calledBy: null }
  return { botName, greeting: isAnnounced ? greetingOf(botName, calledBy, stopUrlOf(needs, bot)) : null }
}

/** Before it sets out it is deleted, afterwards it is asked to leave. */
export async function callBack(recall: Recall, recallBotId: string) {
  const outcome = await recall.cancelBot(recallBotId)
  if (outcome !== 'already_dispatched') return 'cancelled' as const
  const left = await recall.leaveCall(recallBotId)
  return left === 'already_gone' ? ('leaving' as const) : left
}

/** Of several living ones the first stays (the others were made in doubt); of an unwanted bot none does. */
async function onlyOne(recall: Recall, bot: Bot, found: BotFound[]): Promise<BotFound[]> {
  const living = found.filter(({ ended }) => !ended)
  for (const { recallBotId } of living.slice(bot.isWanted ? 1 : 0)) await callBack(recall, recallBotId)
  return found
}
