/** The SQL of the bots room. */
import type { Insertable, Updateable } from 'kysely'
import type { Bot } from '#bots/types.ts'
import type { OrganizationTx, SystemTx } from '#db/db.ts'
import type { Bots } from '#db/tables.gen.ts'
import type { Clock } from '#lib/clock.ts'

/**
 * Locks the occurrence, so that two wishes about one meeting come one after the other. Rows are locked in one order
 * (occurrence, bot, session) and "for no key update", which lets others refer to them: an insert that waits for the
 * row it refers to would close a circle.
 */
export const lockOccurrence = (tx: OrganizationTx, id: string) =>
  tx.selectFrom('meetingOccurrences').select('id').where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

export const lockBot = (tx: OrganizationTx, id: string): Promise<Bot | undefined> =>
  tx.selectFrom('bots').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

type Meeting = { occurrenceId: string } | { sessionId: string }

/** The latest generation for a meeting, locked; also one that came while we waited for the one before it. */
export async function lockNewestBot(tx: OrganizationTx, meeting: Meeting): Promise<Bot | undefined> {
  const seen = await newestBot(tx, meeting)
  const locked = seen && (await lockBot(tx, seen.id))
  const newest = await newestBot(tx, meeting)
  return locked?.id === newest?.id ? locked : lockNewestBot(tx, meeting)
}

export const newestBot = (tx: OrganizationTx, meeting: Meeting): Promise<Bot | undefined> =>
  tx
    .selectFrom('bots')
    .selectAll()
    .where((eb) =>
      'sessionId' in meeting
        ? eb('sessionId', '=', meeting.sessionId)
        : eb('occurrenceId', '=', meeting.occurrenceId),
    )
    .orderBy('generation', 'desc')
    .limit(1)
    .executeTakeFirst()

/** The one before it for the same meeting, while it is still on its way out. */
export const predecessorInTheWay = (tx: OrganizationTx, { occurrenceId, generation }: Bot) =>
  tx
    .selectFrom('bots')
    .select('id')
    .where('occurrenceId', '=', occurrenceId)
    .where('generation', '<', generation)
    .where('state', '=', 'cancelling')
    .limit(1)
    .executeTakeFirst()

export const insertBot = (tx: OrganizationTx, bot: Insertable<Bots>) =>
  tx.insertInto('bots').values(bot).execute()

export const updateBot = (tx: OrganizationTx, clock: Clock, id: string, change: Updateable<Bots>) =>
  tx
    .updateTable('bots')
    .set({ ...change, updatedAt: clock.now() })
    .where('id', '=', id)
    .execute()

/** Which organization a bot of Recall's belongs to. Global, because a message names nothing else. */
export const directoryEntry = (tx: SystemTx, recallBotId: string) =>
  tx
    .selectFrom('botDirectory')
    .select(['organizationId', 'botId'])
    .where('recallBotId', '=', recallBotId)
    .executeTakeFirst()

export const listInDirectory = (
  tx: SystemTx,
  entry: { recallBotId: string; organizationId: string; botId: string },
) =>
  tx
    .insertInto('botDirectory')
    .values(entry)
    .onConflict((conflict) => conflict.column('recallBotId').doNothing())
    .execute()

/** What this bot of Recall's says is from now on about none of ours. */
export const forgetInDirectory = (tx: SystemTx, recallBotId: string) =>
  tx.deleteFrom('botDirectory').where('recallBotId', '=', recallBotId).execute()
