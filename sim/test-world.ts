// For the tests of the stand-ins: them, a manual clock, and a small product that writes down what it is told.
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { type ManualClock, manualClock } from './manual-clock.ts'
import { type Sims, startSims } from './world.ts'

export const START = Date.parse('2026-11-23T09:00:00Z')
export const SECRET = `whsec_${btoa('a secret for the tests')}`
const KEY = 'test-recall-key'

// What arrives is JSON of many shapes; the tests look at what they need.
export type Envelope = { event: string; data: Record<string, Record<string, unknown>> }
export type Received = {
  path: string
  headers: IncomingHttpHeaders
  raw: string
  message: Envelope
  at: number
}

export type Product = {
  url: string
  received: Received[]
  /** What it answers; change it to be down. */
  status: number
  events(prefix?: string): string[]
  [Symbol.asyncDispose](): Promise<void>
}

/** Listens like the product would, and remembers every POST in the order of arrival. */
export async function listeningProduct(clock: ManualClock): Promise<Product> {
  const received: Received[] = []
  const server = createServer(async (req, res) => {
    const raw = await text(req)
    received.push({
      path: req.url ?? '',
      headers: req.headers,
      raw,
      message: JSON.parse(raw),
      at: clock.now(),
    })
    res.writeHead(product.status).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const product: Product = {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    received,
    status: 204,
    events: (prefix = '') =>
      received.map(({ message }) => message.event).filter((event) => event.startsWith(prefix)),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
    },
  }
  return product
}

export type Json = Record<string, unknown>
export type Answer = { status: number; headers: Headers; body: Json }

export type TestWorld = {
  clock: ManualClock
  product: Product
  sims: Sims
  /** A call to the Recall API; `path` after /api/v1. */
  call(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>
  [Symbol.asyncDispose](): Promise<void>
}

export async function testWorld({
  dir = null,
  clock = manualClock(START),
}: {
  dir?: string | null
  clock?: ManualClock
} = {}) {
  const product = await listeningProduct(clock)
  const sims = await startSims({
    dir,
    port: 0,
    smtpPort: 0,
    clock,
    appUrl: product.url,
    demo: false,
    secrets: secrets(),
  })
  const world: TestWorld = {
    clock,
    product,
    sims,
    call: (method, path, body, headers = {}) => callRecall(sims.url, method, path, body, headers),
    async [Symbol.asyncDispose]() {
      await sims.close()
      await product[Symbol.asyncDispose]()
    },
  }
  return world
}

async function callRecall(
  url: string,
  method: string,
  path: string,
  body: object | undefined,
  headers: Record<string, string>,
): Promise<Answer> {
  const answer = await fetch(path.startsWith('http') ? path : `${url}/recall/api/v1${path}`, {
    method,
    headers: {
      authorization: `Token ${KEY}`,
      ...(body && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  })
  const text = await answer.text()
  return {
    status: answer.status,
    headers: answer.headers,
    body: text.startsWith('{') ? JSON.parse(text) : { text },
  }
}

export const secrets = () => ({
  recallApiKey: KEY,
  recallWebhookSecret: SECRET,
  googleClientId: 'google-client',
  googleClientSecret: 'google-secret',
  microsoftClientId: 'microsoft-client',
  microsoftClientSecret: 'microsoft-secret',
  openaiApiKey: 'openai-key',
})
