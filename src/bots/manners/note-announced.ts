/**
 * A bot has introduced itself when its message stands in the chat, and not before: the ledger of consent says so once
 * for each bot, at the time of the message. It comes back to the bot like anybody's
 * (https://docs.recall.ai/docs/receiving-chat-messages).
 */
import type { DateTime } from 'luxon'
import { noteConsent } from '#bots/manners/consents.ts'
import { stopPath } from '#bots/manners/stop-token.ts'
import { readBotSettings } from '#bots/settings.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'

type Where = { organizationId: string; sessionId: string; botId: string }
type Written = { text: string | null; at: DateTime }

/** `written`: what stands in the chat. Only our own message has the link by which the recording can be stopped. */
export async function noteAnnounced(
  tx: OrganizationTx,
  clock: Clock,
  where: Where,
  written: readonly Written[],
): Promise<void> {
  const link = stopPath(where)
  const hello = written.find(({ text }) => text?.includes(link))
  if (!hello) return
  const { botName } = await readBotSettings(tx)
  const consequence = `“${botName}” said in the chat that it records, and how to stop it.`
  await noteConsent(tx, clock, { ...where, kind: 'announced', saidBy: 'bot', consequence }, hello.at)
}
