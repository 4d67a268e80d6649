/**
 * What Recall remarks in its log of a bot. Most of it is of no use to anybody; what went wrong is kept and shown, and a
 * message that did not reach the chat is followed: nobody is told that it did
 * (https://docs.recall.ai/docs/sending-chat-messages).
 */
import { z } from 'zod'
import { followFailedChat } from '#bots/commands/follow-failed-chat.ts'
import { Id, Instant } from '#bots/life/messages.ts'
import { keepFact } from '#bots/life/take-status.ts'
import { directoryEntry } from '#bots/store.ts'
import { REMARK } from '#bots/types.ts'
import { type SystemTx, within } from '#db/db.ts'
import { emit } from '#events/events.ts'
import type { Message, Outcome } from '#events/inbound.ts'
import type { Queue } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

const LONGEST = 300
const UNUSED = "ignored: a remark in Recall's log of the bot"

const Remark = z.object({
  data: z.object({
    bot_id: Id,
    log: z.object({
      created_at: Instant,
      level: z.enum(['error', 'warning']),
      message: z.string().transform((text) => text.replaceAll('\0', '').toWellFormed().slice(0, LONGEST)),
    }),
  }),
})

/** Handler of `recall/bot.log` and `recall/bot.output_log`. */
export async function takeRemark(
  tx: SystemTx,
  needs: { clock: Clock; jobs: Queue },
  { payload }: Message,
): Promise<Outcome> {
  const read = Remark.safeParse(payload)
  if (!read.success) return UNUSED
  const { bot_id, log } = read.data.data
  const ours = await directoryEntry(tx, bot_id)
  if (!ours) return UNUSED
  const { organizationId, botId } = ours
  const said = { subCode: log.level, message: log.message, occurredAt: log.created_at }
  return within(tx, organizationId, async (tx) => {
    if (!(await keepFact(tx, { organizationId, botId, code: REMARK, ...said })))
      return 'ignored: known already'
    if (/\bchat\b/i.test(log.message)) await followFailedChat(tx, needs, { organizationId, botId, ...said })
    const bot = await tx.selectFrom('bots').select('sessionId').where('id', '=', botId).executeTakeFirst()
    if (bot) emit(tx, 'bot.changed', { organizationId, botId, sessionId: bot.sessionId })
    return 'done'
  })
}
