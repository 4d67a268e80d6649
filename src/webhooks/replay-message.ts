/** The operator asks for a message to be processed once more. Every handler may run twice, so this is harmless. */
import type { SystemTx } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { Refusal } from '#lib/errors.ts'

/** The next look at the inbox takes it. Refuses (not_found) an unknown id. */
export async function replayMessage(tx: SystemTx, clock: Clock, id: number): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('webhookInbox')
    .set({
      status: 'waiting',
      outcome: null,
      attempts: 0,
      nextAttemptAt: clock.now(),
      processedAt: null,
      claimedUntil: null,
    })
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw new Refusal('not_found')
}
