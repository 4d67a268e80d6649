/** A bot that never set out, and of which Recall itself knows nothing more: called back, and one other is sent at once. */
import { insertGeneration } from '#bots/converging/insert-generation.ts'
import { mayTryAgain } from '#bots/converging/second-try.ts'
import { convergeBot } from '#bots/jobs.ts'
import { readBotSettings } from '#bots/settings.ts'
import { lockBot, updateBot } from '#bots/store.ts'
import { REPLACED } from '#bots/types.ts'
import { signDue } from '#bots/watching/watch.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

const FAILURE = 'no_sign_of_life'

/** Does nothing where it has been heard of since, or where another one would not be worth it. */
export async function replaceUnheard(
  tx: OrganizationTx,
  { clock, jobs }: { clock: Clock; jobs: Queue },
  botId: string,
): Promise<void> {
  const now = clock.now()
  const bot = await lockBot(tx, botId)
  if (bot?.state !== 'scheduled' || signDue(bot.joinAt, bot.stateChangedAt) > now) return
  const facts = { ...bot, failureCode: FAILURE, wasInside: false }
  if (!mayTryAgain(facts, now, await readBotSettings(tx))) return
  const { organizationId } = bot
  await updateBot(tx, clock, botId, {
    ...{ isWanted: false, unwantedBecause: REPLACED, wishNumber: bot.wishNumber + 1, nextAttemptAt: now },
    ...{ state: 'cancelling', stateChangedAt: now },
  })
  const next = { ...bot, generation: bot.generation + 1, retries: bot.retries + 1, nextAttemptAt: now }
  const successor = await insertGeneration(tx, clock, next)
  for (const id of [botId, successor]) await jobs.add(tx, convergeBot, { organizationId, botId: id })
}
