/**
 * What messages carried is kept for as long as it helps to mend something, what became of them longer. The operator
 * sets both; what is parked keeps its body until the end, because it may still be replayed.
 */
import { z } from 'zod'
import type { Db, SystemTx } from '#db/db.ts'
import { json } from '#db/json.ts'
import { defineSweep } from '#jobs/define.ts'
import type { Clock } from '#lib/clock.ts'

export const Retention = z
  .object({
    payloadDays: z.number().int().min(1).max(365),
    outcomeDays: z.number().int().min(1).max(3_650),
  })
  .refine((kept) => kept.outcomeDays >= kept.payloadDays, 'a body is not kept longer than its outcome')
export type Retention = z.infer<typeof Retention>

/** Longer than any sender tries again, and than a fault stays unseen. */
const USUAL: Retention = { payloadDays: 14, outcomeDays: 90 }
const KEY = 'webhooks.retention'
const AT_ONCE = 5_000

export async function retentionOf(tx: SystemTx): Promise<Retention> {
  const row = await tx.selectFrom('systemSettings').select('value').where('key', '=', KEY).executeTakeFirst()
  return Retention.catch(USUAL).parse(row?.value)
}

export async function setRetention(tx: SystemTx, clock: Clock, kept: Retention): Promise<void> {
  const set = { value: json(kept), updatedAt: clock.now() }
  await tx
    .insertInto('systemSettings')
    .values({ key: KEY, ...set })
    .onConflict((conflict) => conflict.column('key').doUpdateSet(set))
    .execute()
}

export const forgetOldMessages = defineSweep({
  name: 'webhooks.forget-old-messages',
  everySeconds: 3_600,
  async run(needs: { db: Db; clock: Clock }) {
    while ((await needs.db.asSystem((tx) => forgetSome(tx, needs.clock))) === AT_ONCE);
  },
})

/** Bodies first, then whole rows; a part at a time, so that nobody waits. Returns how many at most of one kind. */
async function forgetSome(tx: SystemTx, clock: Clock): Promise<number> {
  const now = clock.now()
  const { payloadDays, outcomeDays } = await retentionOf(tx)
  const withBody = tx
    .selectFrom('webhookInbox')
    .select('id')
    .where('receivedAt', '<', now.minus({ days: payloadDays }))
    .where('status', 'in', ['done', 'ignored'])
    .where('payloadDroppedAt', 'is', null)
    .limit(AT_ONCE)
  const forgotten = await tx
    .updateTable('webhookInbox')
    .set({ body: Buffer.alloc(0), headers: json({}), payloadDroppedAt: now })
    .where('id', 'in', withBody)
    .executeTakeFirst()
  const old = tx
    .selectFrom('webhookInbox')
    .select('id')
    .where('receivedAt', '<', now.minus({ days: outcomeDays }))
    .where('status', '!=', 'waiting')
    .limit(AT_ONCE)
  const deleted = await tx.deleteFrom('webhookInbox').where('id', 'in', old).executeTakeFirst()
  await tx
    .deleteFrom('webhookRefusals')
    .where('hour', '<', now.minus({ days: outcomeDays }))
    .execute()
  return Math.max(Number(forgotten.numUpdatedRows), Number(deleted.numDeletedRows))
}
