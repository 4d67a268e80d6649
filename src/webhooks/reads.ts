/** What the operator sees of the inbox: never a body. */
import type { SystemTx } from '#db/db.ts'

type Status = 'waiting' | 'done' | 'ignored' | 'parked'

export const receivedMessages = (
  tx: SystemTx,
  { status, limit }: { status?: Status | undefined; limit: number },
) =>
  tx
    .selectFrom('webhookInbox')
    .select(['id', 'sender', 'eventType', 'status', 'outcome', 'receivedAt'])
    .$if(status !== undefined, (query) => query.where('status', '=', status ?? 'waiting'))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export async function messageCounts(tx: SystemTx): Promise<Record<Status, number>> {
  const rows = await tx
    .selectFrom('webhookInbox')
    .select(['status', (eb) => eb.fn.countAll<number>().as('count')])
    .groupBy('status')
    .execute()
  return {
    ...{ waiting: 0, done: 0, ignored: 0, parked: 0 },
    ...Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)])),
  }
}
