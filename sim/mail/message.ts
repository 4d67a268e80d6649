// A message as the mailbox keeps it; `at` is virtual milliseconds since 1970.
import type { Email } from './mime.ts'
import type { Envelope } from './smtp.ts'

export type MailMessage = Email & { id: string; at: number; envelope: Envelope }
