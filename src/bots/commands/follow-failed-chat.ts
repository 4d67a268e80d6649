/**
 * Recall took a message for the chat, and could not deliver it: its receipt says so. The bot's own introduction, which
 * nobody asked for by hand, is said once more, because the ledger of consent waits for it.
 */
import type { DateTime } from 'luxon'
import { askCommand } from '#bots/commands/ask-command.ts'
import { lockBot } from '#bots/store.ts'
import { type Bot, isInCall } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

/** The remark names no message; it comes within moments of the one that it is about. */
const WITHIN_SECONDS = 60

type Failed = { organizationId: string; botId: string; message: string; occurredAt: DateTime }
type Needs = { clock: Clock; jobs: Queue }

export async function followFailedChat(
  tx: OrganizationTx,
  needs: Needs,
  { botId, message, occurredAt }: Failed,
): Promise<void> {
  const bot = await lockBot(tx, botId)
  if (!bot) return
  const sent = await lastSent(tx, botId, occurredAt)
  if (sent) {
    const detail = `Recall could not deliver it: ${message}`
    const change = { status: 'refused' as const, detail, updatedAt: needs.clock.now() }
    await tx.updateTable('botCommands').set(change).where('id', '=', sent.id).execute()
  } else if (isInCall(bot.state) && bot.isWanted) await introduceOnceMore(tx, needs, bot)
}

const lastSent = (tx: OrganizationTx, botId: string, at: DateTime) =>
  tx
    .selectFrom('botCommands')
    .select('id')
    .where('botId', '=', botId)
    .where('kind', '=', 'chat')
    .where('status', '=', 'done')
    .where('doneAt', '>', at.minus({ seconds: WITHIN_SECONDS }))
    .orderBy('doneAt', 'desc')
    .limit(1)
    .executeTakeFirst()

/** A command without words is the introduction; once, and not where it stands in the chat already. */
async function introduceOnceMore(tx: OrganizationTx, needs: Needs, bot: Bot): Promise<void> {
  const { organizationId, sessionId } = bot
  const asked = await tx
    .selectFrom('botCommands')
    .select('id')
    .where('botId', '=', bot.id)
    .where('kind', '=', 'chat')
    .where('userId', 'is', null)
    .limit(1)
    .executeTakeFirst()
  const announced = await tx
    .selectFrom('sessionConsents')
    .select('id')
    .where('botId', '=', bot.id)
    .where('kind', '=', 'announced')
    .executeTakeFirst()
  if (!asked && !announced)
    await askCommand(tx, needs, { organizationId, sessionId, userId: null, kind: 'chat' })
}
