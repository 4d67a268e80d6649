/** What people were told about a bot: each kind once, open for as long as it holds. */
import type { Bot } from '#bots/types.ts'
import type { Notice } from '#bots/watching/watch.ts'
import type { OrganizationTx } from '#db/db.ts'
import type { BotNotices } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

type Kind = BotNotices['kind']

/** Again, where it had ended: people fall silent more than once. */
export async function giveNotice(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, id: botId, sessionId }: Bot,
  kind: Kind,
): Promise<void> {
  const givenAt = clock.now()
  await tx
    .insertInto('botNotices')
    .values({ organizationId, id: newId(), botId, sessionId, kind, givenAt })
    .onConflict((conflict) =>
      conflict.columns(['organizationId', 'botId', 'kind']).doUpdateSet({ givenAt, endedAt: null }),
    )
    .execute()
}

export async function endNotices(
  tx: OrganizationTx,
  clock: Clock,
  botId: string,
  kinds: readonly Kind[],
): Promise<void> {
  if (kinds.length === 0) return
  await tx
    .updateTable('botNotices')
    .set({ endedAt: clock.now() })
    .where('botId', '=', botId)
    .where('kind', 'in', [...kinds])
    .where('endedAt', 'is', null)
    .execute()
}

export async function noticesOf(
  tx: OrganizationTx,
  botId: string,
): Promise<Map<Notice, { isOpen: boolean }>> {
  const rows = await tx
    .selectFrom('botNotices')
    .select(['kind', 'endedAt'])
    .where('botId', '=', botId)
    .where('kind', '!=', 'media_expires')
    .execute()
  return new Map(rows.map(({ kind, endedAt }) => [kind as Notice, { isOpen: endedAt === null }])) // all kinds but one
}
