// A mailbox for one machine: SMTP on one side, a page and JSON on the other. Every message goes to the same place.
import { createHash } from 'node:crypto'
import express, { type Response, type Router } from 'express'
import type { SimClock } from '../clock.ts'
import type { Store } from '../store.ts'
import type { MailMessage } from './message.ts'
import { parseEmail } from './mime.ts'
import { listPage, MAIL_CSP, messagePage, PAGE_CSP } from './pages.ts'
import { type Envelope, listenSmtp, type Smtp, type SmtpKnobs } from './smtp.ts'

/** `raw` holds one character per byte; `at` is virtual milliseconds since 1970. */
type Kept = { id: string; at: number; raw: string; envelope: Envelope }

export type MailSim = {
  router: Router
  /** Known once `start` has resolved. */
  smtpUrl(): string
  /** Newest first. */
  messages(): MailMessage[]
  clear(): void
  /** Answers the next messages with this SMTP code (550, 451 …), until `refuse(null)`. */
  refuse(code: number | null): void
  /** Keeps the next message and hangs up before saying so. Once. */
  dropAfterData(): void
  /** Resolves when no message is half received. */
  idle(): Promise<void>
  start(): Promise<void>
  close(): Promise<void>
}

const KEPT_MESSAGES = 500

/** Mount at `/mail`. `smtpPort` 0 takes a free one; listening begins with `start`. */
export function mailSim({
  clock,
  store,
  smtpPort,
}: {
  clock: SimClock
  store: Store
  smtpPort: number
}): MailSim {
  const kept = store.collection<Kept>('mail')
  const knobs: SmtpKnobs = { refuse: null, dropAfterData: false }
  let smtp: Smtp | null = null

  function keep(raw: Buffer, envelope: Envelope) {
    const order = String(kept.size()).padStart(6, '0')
    const id = createHash('sha256').update(raw).update(`${clock.now()} ${order}`).digest('hex').slice(0, 16)
    kept.set(id, { id, at: clock.now(), raw: raw.toString('latin1'), envelope })
    for (const [old] of kept.entries().slice(0, -KEPT_MESSAGES)) kept.delete(old)
  }
  const messages = () => kept.values().toReversed().map(opened)

  return {
    router: routes(messages, (id) => kept.get(id), clear),
    smtpUrl: () => smtp?.url ?? '',
    messages,
    clear,
    refuse(code) {
      knobs.refuse = code
    },
    dropAfterData() {
      knobs.dropAfterData = true
    },
    idle: async () => void (await smtp?.idle()),
    async start() {
      smtp ??= await listenSmtp(smtpPort, knobs, keep)
    },
    close: async () => void (await smtp?.close()),
  }

  function clear() {
    for (const [id] of kept.entries()) kept.delete(id)
  }
}

/** Read once: a test may look at the mailbox after every step. */
const read = new WeakMap<Kept, MailMessage>()

function opened(kept: Kept): MailMessage {
  const { id, at, raw, envelope } = kept
  const message = read.get(kept) ?? { id, at, envelope, ...parseEmail(raw) }
  read.set(kept, message)
  return message
}

function routes(
  messages: () => MailMessage[],
  find: (id: string) => Kept | undefined,
  clear: () => void,
): Router {
  const router = express.Router()
  const show = (res: Response, html: string) =>
    res.set({ 'content-security-policy': PAGE_CSP, 'cache-control': 'no-store' }).type('html').send(html)

  router.get('/', (_req, res) => void show(res, listPage(messages())))
  router.get('/messages.json', (_req, res) => void res.json(messages().map(summary)))
  router.post('/clear', (_req, res) => {
    clear()
    res.redirect(303, '/mail')
  })
  router.get(/^\/messages\/(?<id>[0-9a-f]+)(?:\.(?<as>json|html|txt|eml))?$/, (req, res) => {
    const { id = '', as } = req.params
    const found = find(id)
    if (!found) return void res.status(404).type('txt').send('No such message')
    const mail = opened(found)
    if (as === 'json') return void res.json({ ...mail, source: found.raw })
    if (as === 'txt') return void res.type('txt').send(mail.text ?? '')
    if (as === 'eml') return void res.type('text/plain').send(Buffer.from(found.raw, 'latin1'))
    if (as === 'html')
      return void res
        .set('content-security-policy', MAIL_CSP)
        .type('html')
        .send(framed(mail.html ?? ''))
    show(res, messagePage(mail, Buffer.from(found.raw, 'latin1').toString('utf8')))
  })
  return router
}

/** A link opens in a tab of its own; in the frame it would show the product inside the mailbox, or nothing. */
const framed = (html: string): string =>
  /<head[^>]*>/i.test(html)
    ? html.replace(/<head[^>]*>/i, '$&<base target="_blank">')
    : `<base target="_blank">${html}`

const summary = ({ id, at, from, to, subject, messageId, envelope }: MailMessage) => ({
  id,
  at: new Date(at).toISOString(),
  from,
  to,
  subject,
  messageId,
  envelope,
})
