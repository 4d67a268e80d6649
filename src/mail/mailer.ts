/** Sending a letter, in our words. Implemented by smtp.ts. */
export type Letter = {
  to: string
  subject: string
  text: string
  html: string
  /** `<…@…>`, chosen before the first try: a second try carries the same one. */
  messageId: string
  /** Where an answer goes. */
  replyTo?: string | undefined
  /** An https address that takes a bare POST and asks nothing (RFC 8058). */
  unsubscribeUrl?: string | undefined
}

export type Mailer = {
  /** Resolves once the server has taken the letter. A Refusal says whether another try is worth it. */
  send(letter: Letter): Promise<void>
  close(): void
}
