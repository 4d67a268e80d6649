/** One durable insert per message; the row is the message and its own queue. What is answered 2xx is stored. */
import type { Db } from '#db/db.ts'
import { json } from '#db/json.ts'
import type { Clock } from '#lib/clock.ts'
import { wake } from '#lib/wake.ts'

export type Received = {
  sender: string
  /** The sender's own id where it has one: a repeat is stored once. */
  messageId: string
  /** Null where the body names it. */
  eventType?: string | null
  /** Only what is needed later; never a secret. */
  headers?: Readonly<Record<string, string>>
  body: Buffer
  organizationId?: string | null
}

/** Heard by the drain loop of this process. */
export const INBOX = 'inbox'

/** Store a verified message, and wake the drain after commit. A repeat is a success that changes nothing. */
export async function receive({ db, clock }: { db: Db; clock: Clock }, message: Received): Promise<void> {
  const now = clock.now()
  await db.asSystem((tx) =>
    tx
      .insertInto('webhookInbox')
      .values({
        sender: message.sender,
        messageId: message.messageId,
        eventType: message.eventType ?? null,
        headers: json(message.headers ?? {}),
        body: message.body,
        organizationId: message.organizationId ?? null,
        receivedAt: now,
        nextAttemptAt: now,
      })
      .onConflict((conflict) => conflict.columns(['sender', 'messageId']).doNothing())
      .execute(),
  )
  wake(db, INBOX)
}
