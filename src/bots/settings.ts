/** What an organization decides about its bots. A row is made by the first change; until then these hold. */
import type { Selectable } from 'kysely'
import type { OrganizationTx } from '#db/db.ts'
import type { BotSettings as Row } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'
import { newId } from '#lib/ids.ts'

export type BotSettings = Pick<
  Selectable<Row>,
  'botName' | 'canRetryLobby' | 'isAnnounced' | 'afterObjection'
>

export const usualSettings: BotSettings = {
  botName: 'LiveConvo',
  canRetryLobby: true,
  isAnnounced: true,
  afterObjection: 'keep',
}

export const readBotSettings = async (tx: OrganizationTx): Promise<BotSettings> =>
  (await tx
    .selectFrom('botSettings')
    .select(['botName', 'canRetryLobby', 'isAnnounced', 'afterObjection'])
    .executeTakeFirst()) ?? usualSettings

/** Holds for the bots that are sent from now on. */
export async function saveBotSettings(
  tx: OrganizationTx,
  clock: Clock,
  { organizationId, ...change }: Partial<BotSettings> & { organizationId: string },
): Promise<void> {
  const row = { organizationId, id: newId(), createdAt: clock.now(), updatedAt: clock.now(), ...change }
  await tx
    .insertInto('botSettings')
    .values(row)
    .onConflict((conflict) =>
      conflict.column('organizationId').doUpdateSet({ ...change, updatedAt: clock.now() }),
    )
    .execute()
}
