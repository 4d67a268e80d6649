/** Under which name a bot comes, and for whom. */
import { readBotSettings } from '#bots/settings.ts'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx } from '#db/db.ts'

export type Introduction = { botName: string; calledBy: string | null; isAnnounced: boolean }

export async function introductionOf(tx: OrganizationTx, bot: Pick<Bot, 'userId'>): Promise<Introduction> {
  const { botName, isAnnounced } = await readBotSettings(tx)
  const owner = await tx
    .selectFrom('organizationPeople')
    .select('fullName')
    .where('userId', '=', bot.userId)
    .executeTakeFirst()
  return { botName, isAnnounced, calledBy: owner?.fullName ?? null }
}
