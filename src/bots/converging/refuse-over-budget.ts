/**
 * No bot is sent for minutes that nobody has: refused when it is wished for, called off while it has not set out, and
 * wished for anew as soon as there are minutes again. The row keeps the wish, and the reason that people read.
 */
import { maySpend } from '#billing/may-spend.ts'
import { isOverLimit } from '#billing/spending/within-limits.ts'
import { askToConverge, type WishNeeds } from '#bots/converging/ask-to-converge.ts'
import { insertGeneration } from '#bots/converging/insert-generation.ts'
import { convergeBot } from '#bots/jobs.ts'
import { updateBot } from '#bots/store.ts'
import { type Bot, isLive, type WantedBot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { openSession } from '#sessions/open-session.ts'

type Wish = WantedBot & { organizationId: string; occurrenceId: string }

/** True: there is to be no bot, and that is written down. */
export async function refuseOverBudget(
  tx: OrganizationTx,
  needs: WishNeeds,
  wish: Wish,
  newest: Bot | undefined,
): Promise<boolean> {
  const { organizationId, ownerUserId: userId, joinAt: start, end } = wish
  const sessionId = newest?.sessionId ?? null
  const verdict = await maySpend(tx, { organizationId, userId, sessionId, start, end })
  if (verdict.isAllowed || isUnderWay(newest)) return false
  if (newest && isLive(newest.state)) await callOff(tx, needs, newest, verdict.because)
  else if (!isRefusedAlready(newest, wish)) await writeRefusal(tx, needs, wish, newest, verdict.because)
  return true
}

/** It is with the people already: their meeting is not cut short. */
const isUnderWay = (bot: Bot | undefined) =>
  bot !== undefined && ['joining', 'waiting_room', 'in_call', 'recording', 'leaving'].includes(bot.state)

const isRefusedAlready = (bot: Bot | undefined, { joinAt, meetingUrl }: Wish) =>
  isOverLimit(bot?.unwantedBecause ?? null) && bot?.meetingUrl === meetingUrl && +bot.joinAt === +joinAt

export async function callOff(
  tx: OrganizationTx,
  needs: WishNeeds,
  bot: Bot,
  because: string,
): Promise<void> {
  await updateBot(tx, needs.clock, bot.id, { isWanted: false, unwantedBecause: because })
  await askToConverge(tx, needs, bot)
  emit(tx, 'bot.changed', { organizationId: bot.organizationId, botId: bot.id, sessionId: bot.sessionId })
}

/** A bot that was never sent, so that the meeting shows why. */
async function writeRefusal(
  tx: OrganizationTx,
  needs: WishNeeds,
  wish: Wish,
  newest: Bot | undefined,
  because: string,
): Promise<void> {
  const sessionId = await openSession(tx, needs, wish)
  const { organizationId, occurrenceId, ownerUserId: userId, end: meetingEnd, ...how } = wish
  const ids = { organizationId, occurrenceId, sessionId, userId, generation: (newest?.generation ?? 0) + 1 }
  const botId = await insertGeneration(tx, needs.clock, { ...ids, ...how, meetingEnd })
  const never = { state: 'cancelled', nextAttemptAt: null, agreedNumber: 1 } as const
  await updateBot(tx, needs.clock, botId, { ...never, isWanted: false, unwantedBecause: because })
}

/** There are minutes again: the same wish once more. */
export async function wishAnew(tx: OrganizationTx, needs: WishNeeds, bot: Bot): Promise<void> {
  const { organizationId } = bot
  const botId = await insertGeneration(tx, needs.clock, { ...bot, generation: bot.generation + 1 })
  await needs.jobs.add(tx, convergeBot, { organizationId, botId })
}
