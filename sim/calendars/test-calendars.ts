// For the tests of the calendar stand-ins: both of them, a manual clock, and a product that writes down what it is told.
import { createHash, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'
import { type ManualClock, manualClock } from '../manual-clock.ts'
import { type Sims, startSims } from '../world.ts'

export const NOW = Date.parse('2026-11-23T09:00:00Z')
export const HOUR = 3_600_000
export const MAYA = 'maya@northwind.example'
export const JONAS = 'jonas@northwind.example'
export const ZOOM = 'https://us02web.zoom.us/j/85512345678?pwd=Zk1&play=launch-checkpoint'

export type Told = { path: string; headers: IncomingHttpHeaders; body: string }
export type CalendarWorld = {
  clock: ManualClock
  sims: Sims
  /** Where notifications go, and what arrived there (handshakes answered and left out). */
  hooks: string
  told: Told[]
  [Symbol.asyncDispose](): Promise<void>
}

export async function calendarWorld({
  demo = false,
  dir = null,
}: {
  demo?: boolean
  dir?: string | null
} = {}): Promise<CalendarWorld> {
  const clock = manualClock(NOW)
  const told: Told[] = []
  const server = createServer(async (req, res) => {
    const url = new URL(req.url ?? '', 'http://hooks')
    const token = url.searchParams.get('validationToken')
    if (token !== null) return res.writeHead(200, { 'content-type': 'text/plain' }).end(token)
    told.push({ path: url.pathname, headers: req.headers, body: await text(req) })
    return res.writeHead(202).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const hooks = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`
  const sims = await startSims({ dir, port: 0, smtpPort: 0, clock, appUrl: hooks, demo, secrets })
  sims.google.addPerson({ email: MAYA })
  sims.microsoft.addPerson({ email: JONAS })
  return {
    clock,
    sims,
    hooks,
    told,
    async [Symbol.asyncDispose]() {
      await sims.close()
      server.closeAllConnections()
      server.close()
    },
  }
}

export const secrets = {
  recallApiKey: 'recall-key',
  recallWebhookSecret: `whsec_${btoa('a secret for the tests')}`,
  googleClientId: 'google-client',
  googleClientSecret: 'google-secret',
  microsoftClientId: 'microsoft-client',
  microsoftClientSecret: 'microsoft-secret',
  openaiApiKey: 'openai-key',
}

/** What a client keeps, and what it sends along, for Proof Key for Code Exchange. */
export function proofKey() {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}

/** Where the consent page sends the browser. */
export async function redirectOf(url: string): Promise<URL> {
  const answer = await fetch(url, { redirect: 'manual' })
  return new URL(answer.headers.get('location') ?? `about:blank?status=${answer.status}`)
}

/** A form posted to a token endpoint. */
export async function postForm(url: string, form: Record<string, string>) {
  const answer = await fetch(url, { method: 'POST', body: new URLSearchParams(form) })
  // Bodies of many shapes: a test looks at the words it needs.
  const body = (await answer.json()) as Record<string, string>
  return { status: answer.status, body }
}
