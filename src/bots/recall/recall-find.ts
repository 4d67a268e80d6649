/** Lists of bots: those that were ever sent for one intent, and those that this installation has under way. */
import type { DateTime } from 'luxon'
import { type BotAsSeen, BotPage, hasEnded, isInCallAsSeen } from '#bots/recall/recall-answers.ts'
import { wireTime } from '#bots/recall/recall-new-bot.ts'
import { ask, read } from '#bots/recall/recall-reply.ts'
import type { RecallCalls } from '#bots/recall/recall-wire.ts'
import { Refusal } from '#lib/errors.ts'

export type BotFound = {
  recallBotId: string
  /** It has left, or never got in, and will not come again. */
  ended: boolean
  generation: number | null
  joinAt: DateTime | null
  /** Its first status change; null for one that has not set out. */
  firstSeenAt: DateTime | null
}
/** Bots whose time lies in the window, whatever their state; or those that have set out and are not back. */
export type Window = { after: DateTime; before: DateTime } | 'under way'

type Query = Parameters<RecallCalls['listBots']>[0]

const MAX_PAGES = 50
const UNDER_WAY = [
  ...['joining_call', 'in_waiting_room', 'in_call_not_recording', 'in_call_recording'],
  ...['recording_permission_allowed', 'recording_permission_denied'],
]

/** How we learn what became of a call whose answer was lost. */
export async function findBotsOf(calls: RecallCalls, intentId: string): Promise<BotFound[]> {
  const found = await everyPage(calls, { metadata__intent: intentId })
  // Asked again of each: a filter that was overlooked must not hand us somebody else's bots.
  const ours = found.filter(({ metadata }) => metadata.intent === intentId)
  return ours.toSorted(bestFirst).map(asFound)
}

export async function listBotsOf(
  calls: RecallCalls,
  environment: string,
  window: Window,
): Promise<BotAsSeen[]> {
  const which =
    window === 'under way'
      ? { status: UNDER_WAY }
      : { join_at_after: wireTime(window.after), join_at_before: wireTime(window.before) }
  const found = await everyPage(calls, { metadata__env: environment, ...which })
  return found.filter(({ metadata }) => metadata.env === environment).toSorted(bestFirst)
}

/** The page's size is not documented, so the end is where `next` is null and nowhere else. */
async function everyPage(calls: RecallCalls, query: Query): Promise<BotAsSeen[]> {
  const found: BotAsSeen[] = []
  let page: number | null = 1
  for (let pages = 0; page !== null && pages < MAX_PAGES; pages++) {
    const call = calls.listBots({ ...query, ...(page > 1 && { page }) })
    const answer = read(BotPage, await ask(call, 'a list of bots'), 'a list of bots')
    found.push(...answer.results)
    page = pageAfter(page, answer.next)
  }
  if (page !== null)
    throw new Refusal('provider_unavailable', `Recall lists more than ${MAX_PAGES} pages of bots`)
  return onePerId(found)
}

/** Only the number is taken from the address, so that our key goes nowhere but where it was meant to. */
function pageAfter(page: number, next: string | null | undefined): number | null {
  if (!next) return null
  const number = Number(URL.parse(next, 'http://recall.invalid')?.searchParams.get('page'))
  if (Number.isInteger(number) && number > page) return number
  throw new Refusal('provider_unavailable', 'Recall lists bots in pages that lead nowhere')
}

/** A bot made while we read pushes another onto the next page, where we meet it twice. */
const onePerId = (bots: BotAsSeen[]) => [...new Map(bots.map((bot) => [bot.recallBotId, bot])).values()]

const asFound = (bot: BotAsSeen): BotFound => ({
  recallBotId: bot.recallBotId,
  ended: hasEnded(bot),
  generation: /^\d+$/.test(bot.metadata.gen ?? '') ? Number(bot.metadata.gen) : null,
  joinAt: bot.joinAt,
  firstSeenAt: bot.statusChanges[0]?.at ?? null,
})

/** The one to keep comes first: in the call, else the one that set out first. Recall's own order is not documented. */
const bestFirst = (a: BotAsSeen, b: BotAsSeen) =>
  Number(hasEnded(a)) - Number(hasEnded(b)) ||
  Number(isInCallAsSeen(b)) - Number(isInCallAsSeen(a)) ||
  firstSeen(a) - firstSeen(b) ||
  (a.recallBotId < b.recallBotId ? -1 : 1)

const firstSeen = ({ statusChanges }: BotAsSeen) => statusChanges[0]?.at.toMillis() ?? Number.MAX_SAFE_INTEGER
