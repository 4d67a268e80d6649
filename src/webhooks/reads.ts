/** What the operator sees of the inbox: lists without bodies, one message with its body masked. */
import { sql } from 'kysely'
import type { DateTime } from 'luxon'
import type { SystemTx } from '#db/db.ts'
import { Refusal } from '#lib/errors.ts'
import { maskedBody } from '#webhooks/mask.ts'

export type Status = 'waiting' | 'done' | 'ignored' | 'parked'
export type Filter = {
  status?: Status | undefined
  sender?: string | undefined
  /** The event's name, or how it begins. */
  event?: string | undefined
  from?: DateTime | undefined
  to?: DateTime | undefined
}
type Page = { limit: number; before?: number | undefined }

/** The newest first; `next` leads to older ones. */
export async function receivedMessages(tx: SystemTx, { limit, before, ...filter }: Filter & Page) {
  const rows = await matching(tx, filter)
    .select(['id', 'sender', 'eventType', 'status', 'outcome', 'attempts', 'receivedAt', 'processedAt'])
    .select('payloadDroppedAt')
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  const messages = rows.slice(0, limit).map(({ payloadDroppedAt, ...row }) => ({
    ...row,
    canReplay: row.status !== 'waiting' && payloadDroppedAt === null,
  }))
  return { messages, next: rows.length > limit ? (messages.at(-1)?.id ?? null) : null }
}

export const matching = (tx: SystemTx, { status, sender, event, from, to }: Filter) =>
  tx
    .selectFrom('webhookInbox')
    .$if(status !== undefined, (query) => query.where('status', '=', sql.lit(status ?? 'waiting')))
    .$if(sender !== undefined, (query) => query.where('sender', '=', sender ?? ''))
    .$if(event !== undefined, (query) =>
      query.where(sql`starts_with(event_type, ${event ?? ''})`, 'is', true),
    )
    .$if(from !== undefined, (query) => query.where('receivedAt', '>=', from ?? null))
    .$if(to !== undefined, (query) => query.where('receivedAt', '<', to ?? null))

/** Refuses (not_found) an unknown id. */
export async function oneMessage(tx: SystemTx, id: number) {
  const row = await tx.selectFrom('webhookInbox').selectAll().where('id', '=', id).executeTakeFirst()
  if (!row) throw new Refusal('not_found')
  const { body, payloadDroppedAt, ...message } = row
  return {
    ...message,
    canReplay: row.status !== 'waiting' && payloadDroppedAt === null,
    payloadDroppedAt,
    bytes: body.length,
    body: payloadDroppedAt ? null : maskedBody(body),
  }
}

/** What waits or is parked, whenever it came; of the rest the last day. */
export async function messageCounts(tx: SystemTx, now: DateTime): Promise<Record<Status, number>> {
  const { rows } = await sql<{ status: Status; count: number }>`
    select status, count(*) as count from webhook_inbox
    where status in ('waiting', 'parked') group by status
    union all
    select status, count(*) from webhook_inbox
    where status in ('done', 'ignored') and received_at > ${now.minus({ days: 1 })} group by status`.execute(
    tx,
  )
  return {
    ...{ waiting: 0, done: 0, ignored: 0, parked: 0 },
    ...Object.fromEntries(rows.map(({ status, count }) => [status, Number(count)])),
  }
}
