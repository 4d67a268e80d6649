/** A message about a bot's life: kept as it was said, then everything that follows from all that was said. */

import type { DateTime } from 'luxon'
import { type ApplyNeeds, applyEvents } from '#bots/life/apply-events.ts'
import { BotMessage } from '#bots/life/messages.ts'
import { NOT_OURS, whoseBot } from '#bots/life/whose-bot.ts'
import { type OrganizationTx, type SystemTx, within } from '#db/db.ts'
import { type Message, type Outcome, parkedAsUnreadable } from '#events/inbound.ts'
import { newId } from '#lib/ids.ts'

/** Handler of `recall/bot.*`. */
export async function takeStatus(tx: SystemTx, needs: ApplyNeeds, { payload }: Message): Promise<Outcome> {
  const read = BotMessage.safeParse(payload)
  if (!read.success) return parkedAsUnreadable(read.error)
  const { bot, data: status } = read.data.data
  const ours = await whoseBot(tx, needs.clock, bot)
  if (!ours) return NOT_OURS
  const fact = { code: status.code, subCode: status.sub_code, occurredAt: status.updated_at, message: null }
  return within(tx, ours.organizationId, async (tx) => {
    if (!(await keepFact(tx, { ...ours, ...fact }))) return 'ignored: known already'
    await applyEvents(tx, needs, ours.botId)
    return 'done'
  })
}

/** Handler of `recall/bot.status_change`, which a workspace on the older API gets beside the messages of its own name. */
export const takeOldStatus = async (): Promise<Outcome> => 'ignored: the older API says what bot.* says, too'

export type Fact = {
  organizationId: string
  botId: string
  code: string
  subCode: string | null
  message: string | null
  occurredAt: DateTime
  /** asked: its message never came. */
  source?: 'message' | 'asked'
}

/** False when it was known. The unique index tells, to the microsecond that Recall gives and we keep as milliseconds. */
export async function keepFact(tx: OrganizationTx, fact: Fact): Promise<boolean> {
  const kept = await tx
    .insertInto('botStatusEvents')
    .values({ id: newId(), ...fact })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return (kept.numInsertedOrUpdatedRows ?? 0n) > 0n
}
