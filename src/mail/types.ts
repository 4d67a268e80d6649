/** The nouns of the mail room. */
import type { DateTime } from 'luxon'
import type { NotesReason } from '#sessions/people/who-gets-notes.ts'

export type MailType =
  | 'post_call_summary'
  | 'weekly_digest'
  | 'bot_notice'
  | 'usage_warning'
  | 'calendar_notice'
/** Why somebody receives a letter; it says so at its end. */
export type MailReason = NotesReason | 'digest'

/** A planned letter. */
export type Intent = {
  id: string
  sessionId: string | null
  /** Null for guests, who have no account. */
  userId: string | null
  emailType: MailType
  reason: MailReason
  recipientEmail: string
  messageId: string
  version: number
  status: 'planned' | 'sent' | 'failed' | 'skipped'
  attempts: number
  holdUntil: DateTime | null
  sendingSince: DateTime | null
}

export type RenderedMail = { subject: string; text: string; html: string; replyTo?: string | undefined }
/** `settings` opens a page that asks; `stopNow` takes a bare POST (RFC 8058). */
export type MailLinks = { settings: string; stopNow: string }
export type Composing = { publicUrl: string; links: MailLinks; now: DateTime }
