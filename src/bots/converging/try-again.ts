/** Sends a bot once more where second-try.ts says that one may be sent; its row waits for its time. */
import { insertGeneration } from '#bots/converging/insert-generation.ts'
import { mayTryAgain, pauseBeforeSecondTry } from '#bots/converging/second-try.ts'
import { convergeBot } from '#bots/jobs.ts'
import { readBotSettings } from '#bots/settings.ts'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

/** Returns whether another one will come. The bot's row must have ended, so that two are never alive. */
export async function tryAgain(
  tx: OrganizationTx,
  { clock, jobs }: { clock: Clock; jobs: Queue },
  bot: Bot,
  { wasInside }: { wasInside: boolean },
): Promise<boolean> {
  const now = clock.now()
  if (bot.failureCode === null || !mayTryAgain({ ...bot, wasInside }, now, await readBotSettings(tx)))
    return false
  const nextAttemptAt = now.plus({ seconds: pauseBeforeSecondTry(bot.failureCode) })
  const botId = await insertGeneration(tx, clock, {
    ...bot,
    ...{ generation: bot.generation + 1, retries: bot.retries + 1, nextAttemptAt },
  })
  await jobs.add(tx, convergeBot, { organizationId: bot.organizationId, botId }) // which sets the alarm
  return true
}
