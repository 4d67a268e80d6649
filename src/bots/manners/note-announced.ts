/** Once a bot is in the call it has introduced itself in the chat: the ledger of consent says so, once for each bot. */
import { noteConsent } from '#bots/manners/consents.ts'
import { readBotSettings } from '#bots/settings.ts'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'

export async function noteAnnounced(tx: OrganizationTx, clock: Clock, bot: Bot): Promise<void> {
  const { isAnnounced, botName } = await readBotSettings(tx)
  if (!isAnnounced) return
  const { organizationId, sessionId, id: botId } = bot
  const consequence = `“${botName}” said in the chat that it records, and how to stop it.`
  await noteConsent(tx, clock, {
    organizationId,
    sessionId,
    botId,
    kind: 'announced',
    saidBy: 'bot',
    consequence,
  })
}
