/**
 * Which of our bots a message of Recall is about. The directory knows; if the message is faster than the answer to
 * our own request, the intent in its metadata does, and the row learns its id from it.
 */
import { z } from 'zod'
import type { BotRef } from '#bots/life/messages.ts'
import { directoryEntry, listInDirectory, lockBot, updateBot } from '#bots/store.ts'
import { type SystemTx, within } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'

const Metadata = z.object({ org: z.uuid(), intent: z.uuid() })
type Ours = { organizationId: string; botId: string }

/** null: not ours, or one that we do not follow. Such a message has no effect. */
export async function whoseBot(tx: SystemTx, clock: Clock, bot: BotRef): Promise<Ours | null> {
  const known = await directoryEntry(tx, bot.id)
  if (known) return known
  const metadata = Metadata.safeParse(bot.metadata)
  if (!metadata.success) return null
  const { org: organizationId, intent: botId } = metadata.data
  const isLearned = await within(tx, organizationId, async (tx) => {
    const row = await lockBot(tx, botId)
    if (!row || row.recallBotId !== null) return row?.recallBotId === bot.id
    await updateBot(tx, clock, botId, { recallBotId: bot.id })
    return true
  })
  if (!isLearned) return null
  await listInDirectory(tx, { recallBotId: bot.id, organizationId, botId })
  return { organizationId, botId }
}

export const NOT_OURS = 'ignored: about a bot that is not ours, or that we do not follow'
