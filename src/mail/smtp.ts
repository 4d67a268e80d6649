/**
 * Any SMTP server, through nodemailer: pooled, with named time-outs. What goes into a header holds no line break, so
 * that a meeting's title cannot add a recipient. A 4xx of the server may pass, a 5xx will not (RFC 5321 §4.2.1).
 */
import { createTransport } from 'nodemailer'
import { Refusal } from '#lib/errors.ts'
import type { Letter, Mailer } from '#mail/mailer.ts'

const CONNECT_TIMEOUT_MS = 10_000
const GREETING_TIMEOUT_MS = 10_000
const SOCKET_TIMEOUT_MS = 30_000
const MAX_CONNECTIONS = 3
const RETRY_AFTER_SECONDS = 30

export function mailerOverSmtp({ url, from }: { url: string; from: string }): Mailer {
  const transport = createTransport(
    {
      url,
      pool: true,
      maxConnections: MAX_CONNECTIONS,
      connectionTimeout: CONNECT_TIMEOUT_MS,
      greetingTimeout: GREETING_TIMEOUT_MS,
      socketTimeout: SOCKET_TIMEOUT_MS,
      disableFileAccess: true,
      disableUrlAccess: true,
    },
    { from },
  )
  return {
    async send(letter) {
      refuseLineBreaks(letter)
      const { to, subject, text, html, messageId, replyTo, unsubscribeUrl } = letter
      const headers = { 'Auto-Submitted': 'auto-generated', ...oneClick(unsubscribeUrl) }
      // Objects, not text: nothing in an address can become a second one.
      const addressed = { to: named(to), ...(replyTo && { replyTo: named(replyTo) }) }
      try {
        await transport.sendMail({ ...addressed, subject, text, html, messageId, headers })
      } catch (error) {
        throw inOurWords(error)
      }
    },
    close: () => transport.close(),
  }
}

const named = (address: string) => ({ name: '', address })

/** RFC 8058. Prepared, because a folded List-Unsubscribe breaks signatures (nodemailer#1654). */
const oneClick = (url: string | undefined) =>
  url && {
    'List-Unsubscribe': { prepared: true, value: `<${url}>` },
    'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
  }

function refuseLineBreaks({ to, subject, messageId, replyTo = '', unsubscribeUrl = '' }: Letter) {
  for (const [path, value] of Object.entries({ to, subject, messageId, replyTo, unsubscribeUrl }))
    if (/[\r\n\0]/.test(value))
      throw new Refusal('validation_failed', 'A header may not hold a line break', {
        fields: [{ path, message: 'holds a line break' }],
      })
}

function inOurWords(error: unknown): unknown {
  if (!(error instanceof Error)) return error
  const code = 'responseCode' in error ? Number(error.responseCode) : null
  const cause = 'code' in error ? String(error.code) : null
  if (code !== null && code >= 500) return new Refusal('provider_refused', `The mail server answered ${code}`)
  if (code === null && cause === null) return error // not the network's: a bug
  const detail =
    code === null ? `The mail server cannot be reached (${cause})` : `The mail server answered ${code}`
  return new Refusal('provider_unavailable', detail, { retryAfterSeconds: RETRY_AFTER_SECONDS })
}
