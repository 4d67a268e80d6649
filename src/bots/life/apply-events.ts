/** What follows from all that was said about a bot: its state, its session's, the minutes, and what comes next. */
import { recordUsage } from '#billing/metering/record-usage.ts'
import { insertGeneration } from '#bots/converging/insert-generation.ts'
import { mayHaveAnother } from '#bots/converging/may-have-another.ts'
import { tryAgain } from '#bots/converging/try-again.ts'
import { convergeBot } from '#bots/jobs.ts'
import { type Seen, stateOf } from '#bots/life/state-of.ts'
import { lockBot, newestBot, updateBot } from '#bots/store.ts'
import { type Bot, type BotState, ENDED, isSameRoom } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'
import { showRecording } from '#sessions/show-recording.ts'

export type ApplyNeeds = { clock: Clock; jobs: Queue }

/** Reads every fact anew, so that it may run at any time and any number of times. */
export async function applyEvents(tx: OrganizationTx, needs: ApplyNeeds, botId: string): Promise<void> {
  const bot = await lockBot(tx, botId)
  if (!bot) return
  const seen = stateOf(await eventsOf(tx, botId))
  if (!seen) return
  const { organizationId, sessionId } = bot

  const recorded = await recordUsage(tx, needs, { organizationId, sessionId })
  await showRecording(tx, needs, { organizationId, sessionId, ...recorded })
  const state = stateAfter(bot, seen)
  if (state === bot.state && seen.failureCode === bot.failureCode) return

  const { failureCode, since } = seen
  await updateBot(tx, needs.clock, botId, {
    ...{ state, failureCode: state === 'cancelled' ? null : failureCode },
    ...(state !== bot.state && { stateChangedAt: since, watchAt: needs.clock.now() }),
  })
  const ids = { organizationId, botId, sessionId }
  emit(tx, 'bot.changed', ids)
  if (!ENDED.includes(state)) return
  if (!ENDED.includes(bot.state)) emit(tx, 'bot.ended', ids)
  await sendNext(tx, needs, { ...bot, state, failureCode, stateChangedAt: since }, seen)
}

/** Asked again whenever more is learned of an end, since the reason may come after it; once there is a next, never. */
async function sendNext(tx: OrganizationTx, needs: ApplyNeeds, bot: Bot, seen: Seen): Promise<void> {
  const newest = await newestBot(tx, bot)
  if (newest?.id !== bot.id || (await follow(tx, needs, bot))) return
  await tryAgain(tx, needs, bot, seen)
}

const eventsOf = (tx: OrganizationTx, botId: string) =>
  tx
    .selectFrom('botStatusEvents')
    .select(['code', 'subCode', 'occurredAt'])
    .where('botId', '=', botId)
    .execute()

/**
 * What was observed beats what was agreed, with three exceptions: a bot that we call back is leaving until it is gone
 * (its successor may live already), one that ends unrecorded and unwanted was cancelled, and an end is an end.
 */
function stateAfter(bot: Bot, { state, hasRecorded }: Seen): BotState {
  const isOver = ENDED.includes(state)
  if (isOver && !hasRecorded && !bot.isWanted) return 'cancelled'
  if (isOver) return state
  const isBeingCalledBack = bot.state === 'cancelling' || bot.state === 'leaving'
  return isBeingCalledBack || ENDED.includes(bot.state) ? bot.state : state
}

/** The meeting was moved into the future, or into another room, while the bot was in it: another one comes. */
async function follow(tx: OrganizationTx, { clock, jobs }: ApplyNeeds, bot: Bot): Promise<boolean> {
  const now = clock.now()
  const isForLater = bot.joinAt > now && bot.agreedJoinAt !== null && +bot.joinAt !== +bot.agreedJoinAt
  const agreedUrl = bot.agreedMeetingUrl ?? bot.meetingUrl
  const isElsewhere = !isSameRoom(agreedUrl, bot.meetingUrl)
  const wish = { meetingUrl: bot.meetingUrl, joinAt: bot.joinAt, end: bot.meetingEnd }
  const before = { ...bot, joinAt: bot.agreedJoinAt ?? bot.joinAt, meetingUrl: agreedUrl }
  if (!bot.isWanted || !(isForLater || isElsewhere) || !mayHaveAnother(before, wish, now)) return false
  const next = { ...bot, generation: bot.generation + 1, retries: 0 }
  const botId = await insertGeneration(tx, clock, next)
  await jobs.add(tx, convergeBot, { organizationId: bot.organizationId, botId })
  return true
}
