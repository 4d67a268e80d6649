/** What an answer of Recall means for our row. One that comes after its turn was taken over changes nothing. */

import type { Updateable } from 'kysely'
import type { Claim } from '#bots/converging/claim-turn.ts'
import { markEnded } from '#bots/converging/mark-ended.ts'
import type { Answer } from '#bots/converging/perform.ts'
import { providerCodeOf } from '#bots/recall/provider-code.ts'
import type { BotFound } from '#bots/recall/recall.ts'
import { listInDirectory, lockBot, updateBot } from '#bots/store.ts'
import { type Bot, REPLACED } from '#bots/types.ts'
import { signDue } from '#bots/watching/watch.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import type { Bots } from '#db/tables.gen.ts'
import { emit } from '#events/events.ts'
import type { Clock } from '#lib/clock.ts'
import type { Refusal } from '#lib/errors.ts'

/** Before the next turn, where Recall names no time. */
const PAUSE_SECONDS = 10
/** Only a person can help: a wrong key, no credit. */
const OPERATOR_PAUSE_SECONDS = 60

/** Everything in one transaction: the id, the directory entry that leads to it, and what was agreed. */
export async function saveAnswer(
  tx: SystemTx,
  { clock }: { clock: Clock },
  { bot: claimed, next, isAgain }: Claim,
  answer: Answer,
): Promise<void> {
  const { organizationId, id } = claimed
  const recallBotId = await within(tx, organizationId, async (tx) => {
    const bot = await lockBot(tx, id)
    if (!bot || bot.attempts !== claimed.attempts) return null
    return save(tx, clock, bot, { next, isAgain }, answer)
  })
  if (recallBotId) await listInDirectory(tx, { recallBotId, organizationId, botId: id })
}

type Asked = Pick<Claim, 'next' | 'isAgain'>

/** Returns the id of the bot that the row has just learned of. */
async function save(tx: OrganizationTx, clock: Clock, bot: Bot, asked: Asked, answer: Answer) {
  const change = (values: Updateable<Bots>) => updateBot(tx, clock, bot.id, values)
  const goOn = { nextAttemptAt: clock.now(), lastError: null } // the next turn looks at what is left to do
  switch (answer.is) {
    case 'scheduled':
      await change({ ...goOn, ...adopted(bot, answer.recallBotId, clock) })
      emit(tx, 'bot.changed', idsOf(bot))
      return answer.recallBotId
    case 'moved':
      await change({ ...goOn, ...agreed(asked.next), watchAt: signDue(bot.joinAt, bot.stateChangedAt) })
      return null
    case 'too_late':
    case 'gone': // what the wish asks for can only be had from another bot
      await change({ ...goOn, agreedJoinAt: clock.now() })
      return null
    case 'cancelled':
      await markEnded(tx, clock, bot, { state: 'cancelled', failureCode: null })
      return null
    case 'leaving':
      await change({
        ...leaving(bot, clock),
        agreedNumber: bot.wishNumber,
        nextAttemptAt: null,
        lastError: null,
      })
      emit(tx, 'bot.changed', idsOf(bot))
      return null
    case 'not_started':
      await change({ nextAttemptAt: clock.now().plus({ seconds: PAUSE_SECONDS }) })
      return null
    case 'found':
      return found(tx, clock, bot, answer.bots)
    case 'refused':
      await refused(tx, clock, bot, asked, answer.refusal)
      return null
  }
}

/** A message may have come first, and told us more than "scheduled". */
const adopted = (bot: Bot, recallBotId: string, clock: Clock): Updateable<Bots> => ({
  recallBotId,
  failureCode: null,
  ...((bot.state === 'claiming' || bot.state === 'planned') && {
    ...{
      state: 'scheduled',
      stateChangedAt: clock.now(),
      watchAt: signDue(bot.joinAt, clock.now()),
    },
  }),
})

const agreed = (next: Asked['next']): Updateable<Bots> =>
  next.call === 'move'
    ? {
        ...(next.joinAt && { agreedJoinAt: next.joinAt }),
        ...(next.meetingUrl !== undefined && { agreedMeetingUrl: next.meetingUrl }),
      }
    : {}

/** A bot that has a successor must not look alive; from a call one can be seen leaving. */
const leaving = (bot: Bot, clock: Clock): Updateable<Bots> =>
  bot.state === 'cancelling' || bot.unwantedBecause === REPLACED
    ? {}
    : { state: 'leaving', stateChangedAt: clock.now() }

async function found(tx: OrganizationTx, clock: Clock, bot: Bot, bots: BotFound[]) {
  const [first] = bots
  if (!bot.isWanted) {
    await markEnded(tx, clock, bot, { state: 'cancelled', failureCode: null })
    return null
  }
  if (first) {
    await updateBot(tx, clock, bot.id, {
      ...adopted(bot, first.recallBotId, clock),
      nextAttemptAt: clock.now(),
    })
    emit(tx, 'bot.changed', idsOf(bot))
    return first.recallBotId
  }
  await updateBot(tx, clock, bot.id, { ...afresh(bot), nextAttemptAt: clock.now() })
  return null
}

/** Nothing came of the last question, for certain: the next one is a new one. */
const afresh = (bot: Bot): Updateable<Bots> => ({
  ...{ epoch: bot.epoch + 1, firstAttemptAt: null, agreedJoinAt: null, agreedMeetingUrl: null },
  ...(bot.state === 'claiming' && { state: 'planned' as const }),
})

/** Refused at the gate: says nothing about an earlier question under the same key, whose answer was lost. */
const AT_THE_GATE = ['provider_rate_limited', 'provider_auth', 'provider_out_of_credit']

async function refused(tx: OrganizationTx, clock: Clock, bot: Bot, asked: Asked, refusal: Refusal) {
  const { next, isAgain } = asked
  const isInDoubt = refusal.extra.ambiguous || (isAgain && AT_THE_GATE.includes(refusal.code))
  const isCreating = next.call === 'schedule' && !isInDoubt
  const isLinkRefused = refusal.code === 'provider_refused' && isAboutTheLink(refusal)
  if (isLinkRefused && bot.alternateUrl !== null) return goByTheOther(tx, clock, bot, isCreating)
  const lastError = refusal.code === 'provider_rate_limited' ? null : (refusal.detail ?? refusal.message)
  if (isCreating && refusal.code === 'provider_refused') {
    const failureCode = isLinkRefused ? 'bad_link' : (providerCodeOf(refusal) ?? 'refused_by_recall')
    return markEnded(tx, clock, bot, { state: 'failed', failureCode, lastError })
  }
  if (next.call === 'move' && isLinkRefused) return settleForLess(tx, clock, bot, lastError)
  await updateBot(tx, clock, bot.id, {
    ...(isCreating && afresh(bot)),
    ...(refusal.code === 'provider_out_of_credit' && { failureCode: 'no_credit' }),
    lastError,
    nextAttemptAt: clock.now().plus({ seconds: pauseAfter(refusal) }),
  })
  emit(tx, 'bot.changed', idsOf(bot))
}

const isAboutTheLink = ({ extra }: Refusal) =>
  extra.fields?.some(({ path }) => path === 'meeting_url') ?? false

/** Once: the other link has no other link. */
async function goByTheOther(tx: OrganizationTx, clock: Clock, bot: Bot, isCreating: boolean) {
  if (bot.alternateUrl === null) return
  await updateBot(tx, clock, bot.id, {
    ...(isCreating && afresh(bot)),
    ...{ refusedUrl: bot.meetingUrl, meetingUrl: bot.alternateUrl, alternateUrl: null },
    ...{ lastError: null, nextAttemptAt: clock.now() },
  })
  emit(tx, 'bot.changed', idsOf(bot))
}

/** The bot stays as it was agreed, and people read why. */
async function settleForLess(tx: OrganizationTx, clock: Clock, bot: Bot, lastError: string | null) {
  await updateBot(tx, clock, bot.id, { agreedNumber: bot.wishNumber, nextAttemptAt: null, lastError })
  emit(tx, 'bot.changed', idsOf(bot))
}

function pauseAfter({ code, extra }: Refusal): number {
  if (extra.retryAfterSeconds !== undefined) return Math.max(1, extra.retryAfterSeconds)
  return code === 'provider_auth' || code === 'provider_out_of_credit' || code === 'provider_refused'
    ? OPERATOR_PAUSE_SECONDS
    : PAUSE_SECONDS
}

const idsOf = ({ organizationId, id, sessionId }: Bot) => ({ organizationId, botId: id, sessionId })
