// Real-time endpoints: sent by the bot itself, strictly one after the other, 60 tries a second apart, then never again.
import { randomUUID } from 'node:crypto'
import type { SimContext } from '../provider.ts'
import { strikes } from './faults.ts'
import type { Knobs } from './knobs.ts'
import { isGood, post } from './post.ts'
import { signed } from './sign.ts'
import type { SimEndpoint } from './types.ts'

type Line = {
  id: string
  url: string
  botId: string
  queue: { id: string; body: string }[]
  /** Failed tries of the first in the queue. */
  tries: number
  nextTryAt: number | null
  status: 'running' | 'failed'
}

export type Realtime = {
  send(botId: string, endpoint: SimEndpoint, event: string, data: object): void
  hasFailed(endpointId: string): boolean
  /** How many of a bot's messages wait. */
  waiting(botId: string): number
  idle(): Promise<void>
  start(): void
  stop(): void
}

const TRIES = 60
const BETWEEN_TRIES_MS = 1_000

/** `gaveUp` is told once when an endpoint becomes `failed`; what waited for it is lost, as with Recall. */
export function openRealtime(
  { clock, store, secrets }: SimContext,
  knobs: Knobs,
  gaveUp: (botId: string, endpointId: string) => Promise<void>,
): Realtime {
  const lines = store.collection<Line>('recall_realtime')
  const draining = new Map<string, Promise<void>>()
  let isStopped = false

  function drain(line: Line): Promise<void> {
    const running = draining.get(line.id)
    if (running) return running
    const work = Promise.resolve().then(() => sendAll(line))
    draining.set(line.id, work)
    return work
  }
  async function sendAll(line: Line) {
    line.nextTryAt = null
    for (let first = line.queue[0]; first && !isStopped; first = line.queue[0]) {
      const isLost = strikes(knobs, 'line_refused', knobs.faults.realtime.refused)
      if (!isLost && isGood(await post(line.url, first.body, headers(first)))) {
        line.queue.shift()
        line.tries = 0
      } else {
        await failed(line)
        break
      }
      lines.set(line.id, line)
    }
    lines.set(line.id, line)
    draining.delete(line.id) // at once: what is sent from here on starts a drain of its own
  }
  /** Counts a failed try, and rests: for a second, or for ever. */
  async function failed(line: Line) {
    line.tries += 1
    if (line.tries < TRIES) {
      line.nextTryAt = clock.now() + BETWEEN_TRIES_MS
      arm(line)
    } else {
      line.status = 'failed'
      line.queue = []
      await gaveUp(line.botId, line.id)
    }
  }
  const headers = ({ id, body }: { id: string; body: string }) =>
    knobs.signRealtime
      ? signed(body, {
          secrets: [secrets.recallWebhookSecret, ...knobs.olderSecrets],
          id,
          seconds: Math.floor(clock.now() / 1000),
          family: knobs.headers,
        })
      : {}
  function arm(line: Line) {
    if (line.nextTryAt !== null && !isStopped) clock.at(line.nextTryAt, () => drain(line))
  }

  return {
    send(botId, { id, url }, event, data) {
      const line = lines.get(id) ?? {
        id,
        url,
        botId,
        queue: [],
        tries: 0,
        nextTryAt: null,
        status: 'running',
      }
      if (line.status === 'failed') return
      const body = JSON.stringify({ event, data })
      line.queue.push(newMessage(body))
      if (strikes(knobs, 'line_twice', knobs.faults.realtime.twice)) line.queue.push(newMessage(body))
      lines.set(id, line)
      if (line.nextTryAt === null) void drain(line)
    },
    hasFailed: (endpointId) => lines.get(endpointId)?.status === 'failed',
    waiting: (botId) =>
      lines.values().reduce((sum, line) => sum + (line.botId === botId ? line.queue.length : 0), 0),
    async idle() {
      while (draining.size > 0) await Promise.allSettled([...draining.values()])
    },
    start() {
      for (const line of lines.values())
        if (line.nextTryAt !== null) arm(line)
        else if (line.queue.length > 0) void drain(line)
    },
    stop() {
      isStopped = true
    },
  }
}

const newMessage = (body: string) => ({ id: `msg_${randomUUID().replaceAll('-', '')}`, body })
