/** The calendar room with real providers' stand-ins, a real database and a real queue, under one clock that stands still. */
import { once } from 'node:events'
import { createServer } from 'node:http'
import express from 'express'
import { sql } from 'kysely'
import { DateTime } from 'luxon'
import { startSims } from '../sim/world.ts'
import { hooks } from '../src/api/hooks.ts'
import { problems } from '../src/api/problem.ts'
import { beginConnecting, begunBy, redirectUri } from '../src/calendar/connecting/begin-connecting.ts'
import { connectCalendar } from '../src/calendar/connecting/connect-calendar.ts'
import type { Preferences } from '../src/calendar/deciding/types.ts'
import { calendarJobs } from '../src/calendar/jobs.ts'
import { googleCalendar } from '../src/calendar/providers/google.ts'
import { microsoftCalendar } from '../src/calendar/providers/graph.ts'
import { type CalendarProvider, type ProviderName, portFor } from '../src/calendar/providers/provider.ts'
import { receiveGoogle, receiveMicrosoft } from '../src/calendar/push/receive-push.ts'
import { saveRules } from '../src/calendar/rules/save-rules.ts'
import { readConfig } from '../src/config.ts'
import type { OrganizationTx } from '../src/db/db.ts'
import { connectQueue } from '../src/jobs/queue.ts'
import { createLog } from '../src/lib/log.ts'
import { manualClock } from '../src/lib/manual-clock.ts'
import { createVault } from '../src/lib/vault.ts'
import { drainOnce } from '../src/webhooks/drain.ts'
import { anOrganization, aUser } from './builders.ts'
import { freshDatabase } from './database.ts'

export const START = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
export const RULES: Preferences = {
  autoJoinEnabled: true,
  joinBufferMinutes: 2,
  excludedKeywords: ['confidential'],
  includedDomains: [],
}
const SETTLE_POLL_MS = 10
const SETTLE_TIMEOUT_MS = 15_000

export type CalendarWorld = Awaited<ReturnType<typeof calendarWorld>>
export type Someone = { organizationId: string; userId: string; email: string }

export async function calendarWorld() {
  const data = await freshDatabase()
  const clock = manualClock(START)
  const app = express()
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  const publicUrl = `http://127.0.0.1:${address.port}`

  const sims = await startSims({
    ...{ dir: null, port: 0, smtpPort: 0, appUrl: publicUrl, demo: false, secrets },
    clock: {
      now: () => clock.now().toMillis(),
      at: (ms, run) => clock.at(DateTime.fromMillis(ms, { zone: 'utc' }), run),
    },
  })
  const log = createLog('silent')
  const jobs = await connectQueue(data.url, log)
  const needs = {
    ...{
      db: data.db,
      clock,
      log,
      jobs,
      publicUrl,
      sendMail: null,
      vault: createVault(['a secret for the tests of calendars']),
    },
    config: readConfig({ DEMO: '1' }),
    ...ports(sims.url),
    /** Set by a test that has secret addresses read: the workers see it too. */
    ics: null as CalendarProvider | null,
  }
  app.use('/hooks', hooks({ ...needs, notifier: { murmur() {} } }, { refused: { inc: () => {} } as never })) // only the count is left out
  app.use(problems(log))
  const inbound = { 'google/*': receiveGoogle, 'microsoft/*': receiveMicrosoft }
  await jobs.work(calendarJobs, needs)

  const inside = <T>(
    { organizationId }: { organizationId: string },
    work: (tx: OrganizationTx) => Promise<T>,
  ) => data.db.asOrganization(organizationId, work)
  const settle = async () => {
    const giveUp = performance.now() + SETTLE_TIMEOUT_MS
    for (let calm = 0; calm < 2; ) {
      await sims.google.idle()
      await sims.microsoft.idle()
      const drained = await drainOnce({ ...needs, inbound })
      calm = drained === 0 && (await waitingJobs(data.db.kysely)) === 0 ? calm + 1 : 0
      if (performance.now() > giveUp) throw new Error('the calendars do not come to rest')
      await new Promise((resolve) => setTimeout(resolve, SETTLE_POLL_MS))
    }
  }

  return {
    ...{ data, clock, sims, needs, inside, settle, publicUrl },
    /** A member with an account at the provider. */
    async member(email: string, organizationId?: string): Promise<Someone> {
      const organization = organizationId ?? (await anOrganization(data.db))
      const fullName = email.charAt(0).toUpperCase() + email.slice(1, email.indexOf('@'))
      const userId = await aUser(data.db, { email, fullName, organizationId: organization })
      return { organizationId: organization, userId, email }
    },
    /** Through the consent page and back, as a browser would; `how` is what the person does there. */
    async connect(person: Someone, provider: ProviderName, how = '') {
      const url = beginConnecting(needs, { ...person, provider })
      const consent = await fetch(`${url}&sim=approve${how}`, { redirect: 'manual' })
      const back = new URL(consent.headers.get('location') ?? '')
      const { verifier } = begunBy(needs, back.searchParams.get('state') ?? '', { ...person, provider })
      const code = back.searchParams.get('code') ?? ''
      const port = portFor(needs, provider)
      const grant = await port.exchange({ code, verifier, redirectUri: redirectUri(publicUrl, provider) })
      const calendars = await port.listCalendars(grant.accessToken)
      return inside(person, (tx) => connectCalendar(tx, needs, { ...person, provider, grant, calendars }))
    },
    confirm: (person: Someone, rules: Partial<Preferences> = {}) =>
      inside(person, (tx) => saveRules(tx, needs, { ...person, rules: { ...RULES, ...rules } })),
    /** The bots that are wished for now. */
    wished: (person: Someone) =>
      inside(person, (tx) =>
        tx.selectFrom('bots').selectAll().where('isWanted', '=', true).orderBy('joinAt').execute(),
      ),
    async [Symbol.asyncDispose]() {
      await jobs.stop()
      await sims.close()
      server.closeAllConnections()
      server.close()
      await data[Symbol.asyncDispose]()
    },
  }
}

const secrets = {
  recallApiKey: 'recall-key',
  recallWebhookSecret: `whsec_${btoa('a secret for the tests')}`,
  googleClientId: 'google-client',
  googleClientSecret: 'google-secret',
  microsoftClientId: 'microsoft-client',
  microsoftClientSecret: 'microsoft-secret',
  openaiApiKey: 'openai-key',
}

const ports = (url: string) => ({
  google: googleCalendar({
    clientId: secrets.googleClientId,
    clientSecret: secrets.googleClientSecret,
    baseUrl: `${url}/google`,
  }),
  microsoft: microsoftCalendar({
    clientId: secrets.microsoftClientId,
    clientSecret: secrets.microsoftClientSecret,
    loginUrl: `${url}/microsoft/login`,
    graphUrl: `${url}/microsoft/graph`,
  }),
})

async function waitingJobs(db: Awaited<ReturnType<typeof freshDatabase>>['db']['kysely']): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pgboss.job
    where name like 'calendar.%' and state in ('created', 'active', 'retry')`.execute(db)
  return rows[0]?.count ?? 0
}
