/** The one call that brings Recall closer to our wish. Pure: the table of its rules is next-call.test.ts. */
import type { DateTime } from 'luxon'
import { type Bot, ENDED, isInCall, REPLACED } from '#bots/types.ts'

/** Recall sets a machine aside this long before the join; then a bot can no longer be moved. */
export const DISPATCH_MINUTES = 10
/** For what passes between our clock and Recall's. */
const MARGIN_MINUTES = 1
/** A bot that would come later than this before the end is not sent any more. */
export const TOO_LATE_MINUTES = 3
/** Recall remembers an idempotency key for an hour; after this we ask what became of it instead. */
const KEY_MINUTES = 50

type Facts = Pick<
  Bot,
  | 'state'
  | 'isWanted'
  | 'unwantedBecause'
  | 'meetingUrl'
  | 'joinAt'
  | 'meetingEnd'
  | 'recallBotId'
  | 'agreedJoinAt'
  | 'agreedMeetingUrl'
  | 'firstAttemptAt'
> & {
  /** Of a bot in the call: somebody has been there with it. Absent = yes. */
  hasRecorded?: boolean
}

export type NextCall =
  | { call: 'none' }
  /** Nothing to do before this instant. */
  | { call: 'wait'; until: DateTime }
  /** null: at once. */
  | { call: 'schedule'; joinAt: DateTime | null; meetingUrl: string; wishedJoinAt: DateTime }
  | { call: 'move'; recallBotId: string; joinAt?: DateTime; meetingUrl?: string }
  /** Recall would not change it any more: call it back, and send another. */
  | { call: 'replace' }
  | { call: 'cancel'; recallBotId: string }
  | { call: 'leave'; recallBotId: string }
  /** An answer was lost too long ago: ask which bots came of it. */
  | { call: 'find' }
  /** Nothing was ever asked for, so nothing has to be taken back. */
  | { call: 'forget' }
  | { call: 'give_up' }

const NONE: NextCall = { call: 'none' }

/** `waitUntil`: a predecessor is still on its way out; before that instant it would be in the room with us. */
export function nextCall(bot: Facts, now: DateTime, waitUntil: DateTime | null = null): NextCall {
  if (ENDED.includes(bot.state) || bot.state === 'leaving') return NONE
  if (!bot.isWanted) return bot.recallBotId === null ? undo(bot) : callBack(bot, bot.recallBotId)
  if (bot.recallBotId !== null) return keepInStep(bot, bot.recallBotId, now)
  if (bot.firstAttemptAt !== null) return askAgain(bot, bot.firstAttemptAt, now)
  if (isTooLate(bot, now)) return { call: 'give_up' }
  if (waitUntil && waitUntil > now) return { call: 'wait', until: waitUntil }
  return send(bot, now)
}

/** A bot more than ten minutes ahead is free and certain. One for sooner comes at once, so it is sent on time. */
function send({ joinAt, meetingUrl }: Facts, now: DateTime): NextCall {
  if (joinAt > now.plus({ minutes: DISPATCH_MINUTES }))
    return { call: 'schedule', joinAt, meetingUrl, wishedJoinAt: joinAt }
  if (joinAt > now) return { call: 'wait', until: joinAt }
  return { call: 'schedule', joinAt: null, meetingUrl, wishedJoinAt: joinAt }
}

/** The answer is not known: the same question once more, as it was asked, while Recall remembers the key. */
function askAgain(bot: Facts, firstAttemptAt: DateTime, now: DateTime): NextCall {
  if (now >= firstAttemptAt.plus({ minutes: KEY_MINUTES }) || now >= bot.meetingEnd) return { call: 'find' }
  const wishedJoinAt = bot.agreedJoinAt ?? bot.joinAt
  const joinAt = wishedJoinAt > now ? wishedJoinAt : null
  return { call: 'schedule', joinAt, wishedJoinAt, meetingUrl: bot.agreedMeetingUrl ?? bot.meetingUrl }
}

function keepInStep(bot: Facts, recallBotId: string, now: DateTime): NextCall {
  const isMoved = +(bot.agreedJoinAt ?? bot.joinAt) !== +bot.joinAt
  const isLinked = (bot.agreedMeetingUrl ?? bot.meetingUrl) !== bot.meetingUrl
  if ((!isMoved && !isLinked) || isInCall(bot.state) || isTooLate(bot, now)) return NONE

  const isFar = bot.joinAt > now.plus({ minutes: DISPATCH_MINUTES + MARGIN_MINUTES })
  const isUnderWay =
    bot.state === 'joining' || bot.state === 'waiting_room' || (bot.agreedJoinAt ?? bot.joinAt) <= now
  if (isUnderWay) return isLinked || isFar ? { call: 'replace' } : NONE
  if (!isFar) return { call: 'replace' }
  return {
    call: 'move',
    recallBotId,
    ...(isMoved && { joinAt: bot.joinAt }),
    ...(isLinked && { meetingUrl: bot.meetingUrl }),
  }
}

const undo = ({ firstAttemptAt }: Facts): NextCall =>
  firstAttemptAt === null ? { call: 'forget' } : { call: 'find' }

/** People whose meeting was cancelled or has run over are still talking: the bot stays until they go. */
const STAYS_IN_CALL = ['cancelled', 'ended', 'no_link', REPLACED]

function callBack(bot: Facts, recallBotId: string): NextCall {
  const { state, unwantedBecause, hasRecorded = true } = bot
  if (isInCall(state) && hasRecorded && STAYS_IN_CALL.includes(unwantedBecause ?? '')) return NONE
  if (isInCall(state) || state === 'joining' || state === 'waiting_room')
    return { call: 'leave', recallBotId }
  return { call: 'cancel', recallBotId }
}

const isTooLate = ({ meetingEnd }: Facts, now: DateTime) =>
  now >= meetingEnd.minus({ minutes: TOO_LATE_MINUTES })
