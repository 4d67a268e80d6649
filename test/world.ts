/**
 * The product and its stand-ins in one process, under one clock that stands still until it is told to move.
 * Used by the end-to-end tests and by `npm run journey`. Everything between the two is real HTTP and real SQL.
 */
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DateTime } from 'luxon'
import type { SimClock } from '../sim/clock.ts'
import { type Sims, startSims } from '../sim/world.ts'
import { readConfig } from '../src/config.ts'
import { createLog, type Log } from '../src/lib/log.ts'
import { type ManualClock, manualClock } from '../src/lib/manual-clock.ts'
import { runProduct } from '../src/main.ts'
import { type Browser, browserFor } from './browser-session.ts'
import { TEST_SECRET } from './secret.ts'

export type World = AsyncDisposable & {
  clock: ManualClock
  sims: Sims
  product: Awaited<ReturnType<typeof runProduct>>
  url: string
  /** While nobody has an account. */
  setUpLink: string | null
  /** A new browser session (cookies) against the product. */
  visitor(): Browser
  /** Wait until nothing is in flight: no delivery, no waiting message, no job. */
  settle(): Promise<void>
  /** Let time pass, and what it causes happen. */
  until(instant: DateTime): Promise<void>
}

export type WorldOptions = {
  /** The owner's URL of an empty or migrated database. */
  databaseUrl: string
  startAt?: DateTime
  logLevel?: string
  /** In place of standard output. */
  log?: Log
  /** Settings of the product that differ from the usual ones; '' switches a provider off. */
  env?: Record<string, string>
}

const SETTLE_POLL_MS = 5
const SETTLE_TIMEOUT_MS = 60_000

export const worldSecrets = {
  product: TEST_SECRET,
  recallApiKey: 'world-recall-key',
  recallWebhookSecret: `whsec_${Buffer.from('a secret of the test world, 32 bytes').toString('base64')}`,
  googleClientId: 'world-google-client',
  googleClientSecret: 'world-google-secret',
  microsoftClientId: 'world-microsoft-client',
  microsoftClientSecret: 'world-microsoft-secret',
  openaiApiKey: 'world-openai-key',
}

export async function startWorld(options: WorldOptions): Promise<World> {
  const clock = manualClock(options.startAt ?? DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' }))
  const dataDir = await mkdtemp(join(tmpdir(), 'liveconvo-world-'))
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const sims = await startSims({
    dir: null,
    port: 0,
    smtpPort: 0,
    clock: simClock(clock),
    appUrl: url,
    secrets: worldSecrets,
    demo: false,
  })
  addPeople(sims)
  const config = readConfig({
    ...environment(sims, options.databaseUrl),
    PORT: String(port),
    DATA_DIR: dataDir,
    ...options.env,
  })
  const product = await runProduct(config, {
    clock,
    log: options.log ?? createLog(options.logLevel ?? 'silent'),
    publicUrl: url,
  })

  const settle = () => untilQuiet(product, sims)
  return {
    clock,
    sims,
    product,
    url,
    setUpLink: product.setUpLink,
    visitor: () => browserFor(url),
    settle,
    async until(instant) {
      await settle()
      for (let next = clock.nextAt(); next && next <= instant; next = clock.nextAt()) {
        await clock.advanceTo(next)
        if (isCalm(clock, next)) await settle()
      }
      await clock.advanceTo(instant)
      await settle()
    },
    async [Symbol.asyncDispose]() {
      await product.stop()
      await sims.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

/** Who has an account at the providers. */
export function addPeople(sims: Sims): void {
  sims.google.addPerson({
    ...{ email: 'maya@northwind.example', name: 'Maya Keller', zone: 'Europe/Vienna' },
    more: [{ id: 'side@group.calendar.google.com', name: 'Side projects', role: 'owner' }],
  })
  sims.microsoft.addPerson({ email: 'jonas@northwind.example', name: 'Jonas Berg', zone: 'Europe/Vienna' })
}

/** In the midst of talk the next timer is near; settling after each word would only cost time. */
const isCalm = (clock: ManualClock, at: DateTime) =>
  (clock.nextAt()?.diff(at).toMillis() ?? Number.POSITIVE_INFINITY) > 5_000

/** The product's settings that point it at the stand-ins. */
export function environment(sims: Sims, databaseUrl: string): Record<string, string> {
  return {
    DEMO: '1',
    SECRET: worldSecrets.product,
    DATABASE_URL: databaseUrl,
    RECALL_API_KEY: worldSecrets.recallApiKey,
    RECALL_BASE_URL: `${sims.url}/recall`,
    RECALL_WEBHOOK_SECRETS: worldSecrets.recallWebhookSecret,
    GOOGLE_CLIENT_ID: worldSecrets.googleClientId,
    GOOGLE_CLIENT_SECRET: worldSecrets.googleClientSecret,
    GOOGLE_BASE_URL: `${sims.url}/google`,
    MICROSOFT_CLIENT_ID: worldSecrets.microsoftClientId,
    MICROSOFT_CLIENT_SECRET: worldSecrets.microsoftClientSecret,
    MICROSOFT_LOGIN_URL: `${sims.url}/microsoft/login`,
    MICROSOFT_GRAPH_URL: `${sims.url}/microsoft/graph`,
    OPENAI_API_KEY: worldSecrets.openaiApiKey,
    OPENAI_BASE_URL: `${sims.url}/openai/v1`,
    SMTP_URL: sims.smtpUrl,
  }
}

/** The same clock in the stand-ins' words: milliseconds. */
export const simClock = (clock: ManualClock): SimClock => ({
  now: () => clock.now().toMillis(),
  at: (ms, run) => clock.at(DateTime.fromMillis(ms, { zone: 'utc' }), run),
})

/** Quiet twice in a row: between two looks nothing had been left to do. */
async function untilQuiet({ context }: World['product'], sims: Sims): Promise<void> {
  const giveUp = performance.now() + SETTLE_TIMEOUT_MS
  for (let quiet = 0; quiet < 2; ) {
    await sims.idle()
    const waiting = await unfinished(context)
    quiet = waiting === 0 ? quiet + 1 : 0
    if (performance.now() > giveUp)
      throw new Error(`After ${SETTLE_TIMEOUT_MS} ms there is still work: ${waiting}`)
    if (quiet < 2) await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS))
  }
}

async function unfinished({ db, jobs, clock }: World['product']['context']): Promise<number> {
  const messages = await db.asSystem((tx) =>
    tx
      .selectFrom('webhookInbox')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('status', '=', 'waiting')
      .where('nextAttemptAt', '<=', clock.now())
      .executeTakeFirstOrThrow(),
  )
  return messages.count + (await jobs.pending())
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
