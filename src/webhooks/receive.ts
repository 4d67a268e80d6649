/**
 * One durable row per message; the row is the message and its own queue. What is answered 2xx is stored. Messages that
 * come at the same time share one insert and one commit, which each of them waits for.
 */
import type { Db } from '#db/db.ts'
import type { Clock } from '#lib/clock.ts'
import { crashPoint } from '#lib/crash-point.ts'
import { groupCommit } from '#lib/group-commit.ts'
import { tokenHash } from '#lib/ids.ts'
import { wake } from '#lib/wake.ts'
import { noteStored } from '#webhooks/crowd.ts'
import { storeMessages } from '#webhooks/store.ts'
import type { Receive, Received } from '#webhooks/types.ts'

/** Heard by the drain loop of this process. */
export const INBOX = 'inbox'

const MOST_ROWS = 128
const MOST_BYTES = 4 * 1024 * 1024
/** While one is committed the next one gathers and is sent: measured best, and within what the pool can spare. */
const IN_FLIGHT = 2
/** An index entry cannot hold more; a sender's own ids are far shorter. */
const LONGEST_ID = 200

/** The inbox's door; one for each server. */
export function inboxDoor({ db, clock }: { db: Db; clock: Clock }): Receive {
  const store = groupCommit<Received>({
    async write(messages) {
      await crashPoint('webhook:before-store')
      await storeMessages(db.pool, messages, clock.now())
      await crashPoint('webhook:stored')
      noteStored(db, messages.length)
      wake(db, INBOX)
    },
    ...{ bytesOf: ({ body }) => body.length, mostItems: MOST_ROWS, mostBytes: MOST_BYTES },
    inFlight: IN_FLIGHT,
  })
  return (message) => store({ ...message, messageId: shortId(message.messageId) })
}

const shortId = (id: string) => (id.length > LONGEST_ID ? tokenHash(id) : id)
