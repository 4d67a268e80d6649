/** The nouns of the inbox. */

/** A verified message, on its way in. */
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
/** Resolves when the message is durable. A repeat is a success that changes nothing. */
export type Receive = (message: Received) => Promise<void>
