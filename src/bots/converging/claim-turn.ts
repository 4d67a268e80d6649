/** Takes one turn with a bot: what is to be called, written down as an intent before anybody calls. */
import type { DateTime } from 'luxon'
import { insertGeneration } from '#bots/converging/insert-generation.ts'
import { markEnded } from '#bots/converging/mark-ended.ts'
import { type NextCall, nextCall } from '#bots/converging/next-call.ts'
import { turnInLine } from '#bots/converging/turn-in-line.ts'
import { type Introduction, introductionOf } from '#bots/manners/introduction.ts'
import { lockBot, predecessorInTheWay, updateBot } from '#bots/store.ts'
import { type Bot, REPLACED } from '#bots/types.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'

/** A call takes up to fifteen seconds; whoever holds a turn for longer has died. */
const LEASE_SECONDS = 30
/** How long a bot on its way out keeps its successor waiting. */
const PREDECESSOR_SECONDS = 20

type Outside = Exclude<NextCall, { call: 'none' | 'wait' | 'replace' | 'forget' | 'give_up' }>
/** A turn: the bot as it was claimed (`attempts` is the fencing number), and the call to make. */
export type Claim = {
  bot: Bot
  next: Outside
  introduction: Introduction | null
  /** The same question was asked before, and its answer was lost. */
  isAgain: boolean
}

/** null: nothing to call now. What needs no call is settled here. */
export async function claim(
  tx: SystemTx,
  { clock }: { clock: Clock },
  { organizationId, botId }: { organizationId: string; botId: string },
): Promise<Claim | null> {
  if (!(await isDue(tx, botId, clock.now()))) return null
  const turn = await turnInLine(tx, botId, clock.now())
  return within(tx, organizationId, (tx) => claimTurn(tx, clock, botId, turn))
}

/** Asked without a lock, since most jobs find that another has done their work. */
const isDue = (tx: SystemTx, botId: string, now: DateTime) =>
  tx
    .selectFrom('bots')
    .select('id')
    .where('id', '=', botId)
    .whereRef('wishNumber', '>', 'agreedNumber')
    .where((eb) => eb.or([eb('nextAttemptAt', 'is', null), eb('nextAttemptAt', '<=', now)]))
    .executeTakeFirst()

async function claimTurn(tx: OrganizationTx, clock: Clock, botId: string, turn: DateTime | null) {
  const now = clock.now()
  const bot = await lockBot(tx, botId)
  if (!bot || bot.agreedNumber >= bot.wishNumber) return null
  if (bot.nextAttemptAt && bot.nextAttemptAt > now) return null

  const facts = { ...bot, hasRecorded: await hasRecorded(tx, bot) }
  const next = nextCall(facts, now, later(turn, await waitUntil(tx, bot)))
  switch (next.call) {
    case 'none':
      await updateBot(tx, clock, botId, {
        agreedNumber: bot.wishNumber,
        nextAttemptAt: null,
        lastError: null,
      })
      return null
    case 'wait':
      await updateBot(tx, clock, botId, { nextAttemptAt: next.until })
      return null
    case 'forget':
      await markEnded(tx, clock, bot, { state: 'cancelled', failureCode: null })
      return null
    case 'give_up':
      await markEnded(tx, clock, bot, { state: 'failed', failureCode: bot.failureCode ?? 'missed_too_late' })
      return null
    case 'replace':
      return replace(tx, clock, bot)
    default:
      return take(tx, clock, bot, next)
  }
}

/** Only asked where it matters: a bot that is called back from a call in which nobody may be. */
async function hasRecorded(tx: OrganizationTx, { id, isWanted, state }: Bot): Promise<boolean> {
  if (isWanted || state !== 'in_call') return true
  const recorded = await tx
    .selectFrom('botStatusEvents')
    .select('id')
    .where('botId', '=', id)
    .where('code', '=', 'in_call_recording')
    .limit(1)
    .executeTakeFirst()
  return recorded !== undefined
}

async function waitUntil(tx: OrganizationTx, bot: Bot): Promise<DateTime | null> {
  const before = await predecessorInTheWay(tx, bot)
  return before ? bot.createdAt.plus({ seconds: PREDECESSOR_SECONDS }) : null
}

const later = (one: DateTime | null, other: DateTime | null) =>
  one && other ? (one > other ? one : other) : (one ?? other)

async function take(tx: OrganizationTx, clock: Clock, bot: Bot, next: Outside): Promise<Claim> {
  const now = clock.now()
  const claimed = {
    attempts: bot.attempts + 1,
    nextAttemptAt: now.plus({ seconds: LEASE_SECONDS }),
    ...intent(bot, next, now),
  }
  await updateBot(tx, clock, bot.id, claimed)
  if ('state' in claimed && claimed.state !== bot.state) emit(tx, 'bot.changed', idsOf(bot))
  const introduction = next.call === 'schedule' ? await introductionOf(tx, bot) : null
  const isAgain = next.call === 'schedule' && bot.firstAttemptAt !== null
  return { bot: { ...bot, ...claimed }, next, introduction, isAgain }
}

/** What has to be known after a crash: that it may have been asked for, and in which words. */
function intent(bot: Bot, next: Outside, now: DateTime): Partial<Bot> {
  if (next.call === 'schedule')
    return {
      ...{ firstAttemptAt: bot.firstAttemptAt ?? now, agreedJoinAt: next.wishedJoinAt },
      ...{ agreedMeetingUrl: next.meetingUrl, ...changed(bot, 'claiming', now) },
    }
  if (next.call === 'cancel' || (next.call === 'leave' && isBeforeTheCall(bot)))
    return changed(bot, 'cancelling', now)
  return {}
}

const isBeforeTheCall = ({ state }: Bot) => state === 'joining' || state === 'waiting_room'
const changed = (bot: Bot, state: Bot['state'], now: DateTime) =>
  bot.state === state ? {} : { state, stateChangedAt: now }

/** The old one goes, a new one comes: the same wish in a new row. The old one's turn goes on with being called back. */
async function replace(tx: OrganizationTx, clock: Clock, bot: Bot): Promise<Claim | null> {
  const old = { ...bot, isWanted: false, unwantedBecause: REPLACED, wishNumber: bot.wishNumber + 1 }
  const { isWanted, unwantedBecause, wishNumber } = old
  await updateBot(tx, clock, bot.id, { isWanted, unwantedBecause, wishNumber })
  const next = nextCall(old, clock.now())
  const claimed = next.call === 'cancel' || next.call === 'leave' ? await take(tx, clock, old, next) : null
  await insertGeneration(tx, clock, { ...bot, generation: bot.generation + 1, retries: 0 })
  return claimed
}

const idsOf = ({ organizationId, id, sessionId }: Bot) => ({ organizationId, botId: id, sessionId })
