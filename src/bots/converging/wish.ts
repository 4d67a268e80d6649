/**
 * Write down what bot a meeting should have, and ask for the world to follow. Nothing here waits for Recall: the row
 * is the wish, the converge job does the rest. Wishing the same thing twice changes nothing.
 */
import { askToConverge, type WishNeeds } from '#bots/converging/ask-to-converge.ts'
import { insertGeneration } from '#bots/converging/insert-generation.ts'
import { mayHaveAnother } from '#bots/converging/may-have-another.ts'
import { refuseOverBudget } from '#bots/converging/refuse-over-budget.ts'
import { convergeBot } from '#bots/jobs.ts'
import { lockNewestBot, lockOccurrence, updateBot } from '#bots/store.ts'
import { type Bot, type BotWish, isFinalStop, isLive, type WantedBot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import { Refusal } from '#lib/errors.ts'
import { openSession } from '#sessions/open-session.ts'

export type { BotWish }

/**
 * A bot for this meeting (its session is opened with it), or none and why. There is at most one live bot per meeting;
 * what a person has stopped stays stopped.
 */
export async function wishBot(tx: OrganizationTx, needs: WishNeeds, wish: BotWish): Promise<void> {
  if (!(await lockOccurrence(tx, wish.occurrenceId)))
    throw new Refusal('not_found', 'There is no such meeting')
  const newest = await lockNewestBot(tx, wish)
  if (!wish.isWanted) return withdraw(tx, needs, newest, wish.because)
  if (!isFinalStop(newest?.unwantedBecause ?? null) && (await refuseOverBudget(tx, needs, wish, newest)))
    return

  const isAnother = !(newest && isLive(newest.state)) && mayHaveAnother(newest, wish, needs.clock.now())
  if (!newest && !isAnother) return // over before anybody wished for it
  const sessionId = await openSession(tx, needs, wish)
  if (newest && isLive(newest.state)) return change(tx, needs, newest, wish)
  if (!isAnother) return
  const { organizationId, occurrenceId, ownerUserId: userId, end: meetingEnd, ...how } = wish
  const generation = (newest?.generation ?? 0) + 1
  const ids = { organizationId, occurrenceId, sessionId, userId, generation }
  const botId = await insertGeneration(tx, needs.clock, { ...ids, ...how, meetingEnd })
  await needs.jobs.add(tx, convergeBot, { organizationId, botId })
}

async function change(tx: OrganizationTx, needs: WishNeeds, bot: Bot, wish: WantedBot): Promise<void> {
  if (isFinalStop(bot.unwantedBecause)) return
  const { joinAt, end, ownerUserId } = wish
  const isLinked = (bot.refusedUrl ?? bot.meetingUrl) !== wish.meetingUrl
  const isAnother = !bot.isWanted || isLinked || +bot.joinAt !== +joinAt
  if (!isAnother && +bot.meetingEnd === +end && bot.userId === ownerUserId) return

  const wanted = { isWanted: true, unwantedBecause: null, joinAt, ...(isLinked && linkOf(wish)) }
  await updateBot(tx, needs.clock, bot.id, { ...wanted, meetingEnd: end, userId: ownerUserId })
  if (isAnother) await askToConverge(tx, needs, bot)
  emit(tx, 'bot.changed', { organizationId: bot.organizationId, botId: bot.id, sessionId: bot.sessionId })
}

const linkOf = ({ meetingUrl, roomKey, alternateUrl = null }: WantedBot) => ({
  ...{ meetingUrl, roomKey, alternateUrl },
  refusedUrl: null,
})

/** An ended bot is only marked, so that a later wish is recognised as a new one. */
async function withdraw(tx: OrganizationTx, needs: WishNeeds, bot: Bot | undefined, because: string) {
  if (!bot?.isWanted) return
  await updateBot(tx, needs.clock, bot.id, { isWanted: false, unwantedBecause: because })
  if (isLive(bot.state)) await askToConverge(tx, needs, bot)
  emit(tx, 'bot.changed', { organizationId: bot.organizationId, botId: bot.id, sessionId: bot.sessionId })
}
