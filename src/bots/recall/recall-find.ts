/** Every bot that was ever sent for one intent: how we learn what became of a call whose answer was lost. */
import type { DateTime } from 'luxon'
import { type BotAsSeen, BotPage, hasEnded } from '#bots/recall/recall-answers.ts'
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

const MAX_PAGES = 50

/** The page's size is not documented, so the end is where `next` is null and nowhere else. */
export async function findBotsOf(calls: RecallCalls, intentId: string): Promise<BotFound[]> {
  const found: BotAsSeen[] = []
  let page: number | null = 1
  for (let pages = 0; page !== null && pages < MAX_PAGES; pages++) {
    const query = { metadata__intent: intentId, ...(page > 1 && { page }) }
    const answer = read(BotPage, await ask(calls.listBots(query), 'a list of bots'), 'a list of bots')
    found.push(...answer.results)
    page = pageAfter(page, answer.next)
  }
  if (page !== null)
    throw new Refusal('provider_unavailable', `Recall lists more than ${MAX_PAGES} pages of bots`)
  // Asked again of each: a filter that was overlooked must not hand us somebody else's bots.
  const ours = found.filter(({ metadata }) => metadata.intent === intentId)
  return onePerId(ours).map(asFound).toSorted(livingFirst)
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

/** Their order is not documented either; ours is the same for everyone who asks. */
const livingFirst = (a: BotFound, b: BotFound) =>
  Number(a.ended) - Number(b.ended) ||
  (a.firstSeenAt?.toMillis() ?? Number.MAX_SAFE_INTEGER) -
    (b.firstSeenAt?.toMillis() ?? Number.MAX_SAFE_INTEGER) ||
  (a.recallBotId < b.recallBotId ? -1 : 1)
