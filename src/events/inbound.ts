/** What the outside world tells us: a received message, who takes it, and how that ended. See switchboard.ts. */
import type { DateTime } from 'luxon'
import type { z } from 'zod'
import type { SystemTx } from '#db/db.ts'

export type Message = {
  sender: string
  messageId: string
  /** As the sender names it: `bot.done`, `transcript.data` … */
  eventType: string
  /** Parsed JSON that nobody has looked at yet; null where the message has no body. */
  payload: unknown
  /** What the door kept of the headers, and what it learned from the address. */
  headers: Readonly<Record<string, string>>
  receivedAt: DateTime
}

/** A sentence for the operator goes with everything that is not simply done. */
export type Outcome = 'done' | `ignored: ${string}` | `parked: ${string}`

/** Takes one message in the transaction that also stores the outcome. Throwing means: try again later. */
export type Handler<Needs> = ((tx: SystemTx, needs: Needs, message: Message) => Promise<Outcome>) & {
  /** Set where many are taken at once for less than one by one. */
  many?: ManyHandler<Needs>
}
type ManyHandler<Needs> = (tx: SystemTx, needs: Needs, messages: readonly Message[]) => Promise<Outcome[]>

/** A handler for messages that come in numbers: one outcome for each, in their order. All are taken, or none. */
export function inBatches<Needs>(many: ManyHandler<Needs>): Handler<Needs> {
  const one = async (tx: SystemTx, needs: Needs, message: Message): Promise<Outcome> => {
    const [outcome] = await many(tx, needs, [message])
    return outcome ?? 'parked: nobody said what became of it'
  }
  return Object.assign(one, { many })
}

/** By `sender/event`, or `sender/prefix.*`; the exact name goes first. */
export type Inbound<Needs> = Readonly<Record<string, Handler<Needs>>>

const MAX_ISSUES = 3

/** For a body that is not what the sender documents: kept, never tried again, and said in words. */
export function parkedAsUnreadable({ issues }: z.ZodError): Outcome {
  const said = issues
    .slice(0, MAX_ISSUES)
    .map(({ path, message }) => `${path.join('.') || 'the body'}: ${message}`)
  return `parked: the message is not as documented (${said.join('; ')})`
}
