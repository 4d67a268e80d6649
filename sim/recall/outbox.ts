// Dashboard webhooks: signed, tried again on Svix's schedule, remembered on disk until they arrive.
import { randomUUID } from 'node:crypto'
import type { SimContext } from '../provider.ts'
import { strikes } from './faults.ts'
import type { Knobs } from './knobs.ts'
import { isGood, post } from './post.ts'
import { signed } from './sign.ts'

export type Message = {
  id: string
  /** Whose message it is; a calendar's id where it is about one. */
  botId: string
  event: string
  body: string
  sentAt: number
  tries: number
  /** Null once it arrived or was given up. */
  nextTryAt: number | null
  lastStatus: number | null
}

export type Outbox = {
  send(botId: string, event: string, data: object): void
  /** The newest first. */
  recent(count: number): Message[]
  /** As the dashboard's button does: the same id, a fresh signature. False when there is no such message. */
  replay(id: string): boolean
  idle(): Promise<void>
  start(): void
  stop(): void
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Waits after the first, second, … failure. */
const RETRY_AFTER_MS = [5_000, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR]
const REMEMBERED = 400

export function openOutbox({ clock, store, secrets, appUrl }: SimContext, knobs: Knobs): Outbox {
  const messages = store.collection<Message>('recall_outbox')
  const lines = new Map<string, Promise<void>>() // first tries of one bot go out one after the other
  const inFlight = new Set<Promise<void>>()
  let isStopped = false

  function track(work: Promise<void>) {
    inFlight.add(work)
    void work.finally(() => inFlight.delete(work))
    return work
  }

  async function attempt(message: Message) {
    if (isStopped) return
    message.lastStatus = await post(`${appUrl}/hooks/recall`, message.body, sign(message))
    message.tries += 1
    const wait = RETRY_AFTER_MS[message.tries - 1]
    message.nextTryAt = isGood(message.lastStatus) || wait === undefined ? null : clock.now() + wait
    messages.set(message.id, message)
    arm(message)
  }
  const sign = ({ id, body }: Message) =>
    signed(body, {
      secrets: [secrets.recallWebhookSecret, ...knobs.olderSecrets],
      id,
      seconds: Math.floor(clock.now() / 1000),
      family: knobs.headers,
    })
  function arm(message: Message) {
    if (message.nextTryAt !== null && !isStopped) clock.at(message.nextTryAt, () => track(attempt(message)))
  }
  function enqueue(message: Message) {
    const before = lines.get(message.botId) ?? Promise.resolve()
    const mine = track(before.then(() => attempt(message)))
    lines.set(message.botId, mine)
    void mine.finally(() => lines.get(message.botId) === mine && lines.delete(message.botId))
  }
  function remember(what: Pick<Message, 'botId' | 'event' | 'body'>): Message {
    const id = `msg_${randomUUID().replaceAll('-', '')}`
    const at = clock.now()
    const message: Message = { id, ...what, sentAt: at, tries: 0, nextTryAt: at, lastStatus: null }
    messages.set(id, message)
    forget()
    return message
  }
  function put(message: Message, nextTryAt: number | null) {
    message.nextTryAt = nextTryAt
    messages.set(message.id, message)
  }
  /** At once and in order, or some time later, overtaken by others. */
  function deliver(message: Message) {
    const { late, lateMs } = knobs.faults.webhooks
    if (!strikes(knobs, 'webhook_late', late)) return enqueue(message)
    put(message, clock.now() + Math.ceil(knobs.random() * lateMs))
    arm(message)
  }
  function forget() {
    const settled = messages.values().filter((message) => message.nextTryAt === null)
    for (const message of settled.slice(0, Math.max(0, settled.length - REMEMBERED)))
      messages.delete(message.id)
  }

  return {
    send(botId, event, data) {
      const { lost, twice, echoed } = knobs.faults.webhooks
      const body = JSON.stringify({ event, data })
      const message = remember({ botId, event, body })
      if (strikes(knobs, 'webhook_lost', lost)) return void put(message, null)
      deliver(message)
      if (strikes(knobs, 'webhook_twice', twice)) enqueue(message)
      if (strikes(knobs, 'webhook_echoed', echoed)) deliver(remember({ botId, event, body }))
    },
    recent: (count) => messages.values().slice(-count).reverse(),
    replay(id) {
      const message = messages.get(id)
      if (message) enqueue(message)
      return message !== undefined
    },
    async idle() {
      while (inFlight.size > 0) await Promise.allSettled([...inFlight])
    },
    start: () => messages.values().forEach(arm),
    stop() {
      isStopped = true
    },
  }
}
