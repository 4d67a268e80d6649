/** The operator asks for messages to be processed once more. Every handler may run twice, so this is harmless. */
import type { SystemTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'
import { type Filter, matching } from '#webhooks/reads.ts'

const MOST_AT_ONCE = 10_000

/** The next look at the inbox takes it. Refuses an unknown id (not_found), and one whose body is forgotten (gone). */
export async function replayMessage(tx: SystemTx, clock: Clock, id: number): Promise<void> {
  const row = await tx
    .selectFrom('webhookInbox')
    .select('payloadDroppedAt')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  if (row.payloadDroppedAt)
    throw new Refusal('gone', 'What this message carried has been forgotten by policy')
  await again(clock, tx).where('id', '=', id).execute()
}

/** All that match and are not waiting, the oldest ones first; returns how many. Bodies that are forgotten stay so. */
export async function replayMessages(tx: SystemTx, clock: Clock, filter: Filter): Promise<number> {
  const chosen = matching(tx, filter)
    .select('id')
    .where('status', '!=', 'waiting')
    .where('payloadDroppedAt', 'is', null)
    .orderBy('id')
    .limit(MOST_AT_ONCE)
  const { numUpdatedRows } = await again(clock, tx).where('id', 'in', chosen).executeTakeFirst()
  return Number(numUpdatedRows)
}

const again = (clock: Clock, tx: SystemTx) =>
  tx.updateTable('webhookInbox').set({
    ...{ status: 'waiting', outcome: null, attempts: 0, processedAt: null, claimedUntil: null },
    nextAttemptAt: clock.now(),
  })
