/** Two people, two providers, one organization: the calendar room with as little around it as it needs. */
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type Router } from 'express'
import { DateTime } from 'luxon'
import { type Agenda, agendaOf } from '../../sim/calendars/agenda.ts'
import { GOOGLE_SCOPES, googleSim } from '../../sim/google/google.ts'
import { openMeetings } from '../../sim/meetings.ts'
import { MICROSOFT_SCOPES, microsoftSim } from '../../sim/microsoft/microsoft.ts'
import { recallSim } from '../../sim/recall/recall.ts'
import { openStore } from '../../sim/store.ts'
import { hooks } from '../../src/api/hooks.ts'
import { connectCalendar } from '../../src/calendar/connecting/connect-calendar.ts'
import { googleCalendar } from '../../src/calendar/providers/google.ts'
import { microsoftCalendar } from '../../src/calendar/providers/graph.ts'
import { type CalendarPorts, type ProviderName, portFor } from '../../src/calendar/providers/provider.ts'
import { readConfig } from '../../src/config.ts'
import { connect, type Db } from '../../src/db/db.ts'
import { outside } from '../../src/lib/crash-point.ts'
import { createLog } from '../../src/lib/log.ts'
import { type ManualClock, manualClock } from '../../src/lib/manual-clock.ts'
import { createVault } from '../../src/lib/vault.ts'
import { anOrganization, aUser } from '../builders.ts'
import { durableQueue, installDurableQueue } from './durable-queue.ts'

export const START = DateTime.fromISO('2026-11-23T09:00:00Z', { zone: 'utc' })
export const people = [
  { provider: 'google_calendar', zone: 'Europe/Vienna' },
  { provider: 'microsoft_outlook', zone: 'America/New_York' },
] as const satisfies { provider: ProviderName; zone: string }[]

export type Someone = { organizationId: string; userId: string; email: string; provider: ProviderName }
export type SmallWorld = Awaited<ReturnType<Stage['begin']>>
export type Stage = Awaited<ReturnType<typeof openStage>>

export const RECALL_KEY = 'recall-key'
const secrets = {
  recallApiKey: RECALL_KEY,
  recallWebhookSecret: `whsec_${btoa('a secret for the tests')}`,
  googleClientId: 'google-client',
  googleClientSecret: 'google-secret',
  microsoftClientId: 'microsoft-client',
  microsoftClientSecret: 'microsoft-secret',
  openaiApiKey: 'openai-key',
}

/** One database and one server for any number of runs; each run is an organization of its own. */
export async function openStage({ ownerUrl, url }: { ownerUrl: string; url: string }) {
  await installDurableQueue(ownerUrl)
  const db = connect(url)
  let routes: Router = express.Router()
  const app = express().disable('x-powered-by')
  app.use((req, res, next) => routes(req, res, next))
  const server = createServer(app).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${portOf(server)}`
  const ports = portsAt(address)

  return {
    db,
    async begin(start = START) {
      const clock = manualClock(start)
      const sims = simsOf(clock, address)
      const needs = {
        ...{ db, clock, log: createLog('silent'), jobs: durableQueue, publicUrl: address, sendMail: null },
        ...{ vault: createVault(['a secret for the tests of calendars']), config: readConfig({ DEMO: '1' }) },
        ...ports,
      }
      routes = sims.router
      routes.use(
        '/hooks',
        hooks({ ...needs, notifier: { murmur() {} } }, { refused: { inc: () => {} } as never }),
      ) // only the count is left out
      const organizationId = await anOrganization(db)
      const { count } = sims
      const run = { needs, clock, sims, count, organizationId, members: [] as Someone[] }
      for (const { provider, zone } of people) run.members.push(await join(run, provider, zone))
      return run
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await db[Symbol.asyncDispose]()
    },
  }
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}

function simsOf(clock: ManualClock, address: string) {
  const simClock = {
    now: () => clock.now().toMillis(),
    at: (ms: number, run: () => void | Promise<void>) =>
      clock.at(DateTime.fromMillis(ms, { zone: 'utc' }), run),
  }
  const store = openStore(null)
  const context = {
    clock: simClock,
    store,
    secrets,
    meetings: openMeetings(store),
    appUrl: address,
    url: () => address,
  }
  const agenda: Agenda = agendaOf(context)
  const google = googleSim(context)
  const microsoft = microsoftSim(context)
  const recall = recallSim(context)
  const count = { provider: 0, recall: 0 }
  const router = express.Router()
  router.use((req, _res, next) => {
    if (/^\/(google|microsoft|calendar)/.test(req.path)) count.provider++
    if (req.path.startsWith('/recall')) count.recall++
    next()
  })
  router.use('/recall', recall.router)
  router.use('/calendar/v3', google.calendarApi)
  router.use('/google', google.router)
  router.use('/microsoft', microsoft.router)
  return { agenda, google, microsoft, router, count }
}

const portsAt = (address: string) => ({
  google: outside(
    'google',
    googleCalendar({
      ...{ clientId: secrets.googleClientId, clientSecret: secrets.googleClientSecret },
      baseUrl: `${address}/google`,
    }),
  ),
  microsoft: outside(
    'microsoft',
    microsoftCalendar({
      ...{ clientId: secrets.microsoftClientId, clientSecret: secrets.microsoftClientSecret },
      ...{ loginUrl: `${address}/microsoft/login`, graphUrl: `${address}/microsoft/graph` },
    }),
  ),
})

type Run = {
  needs: { db: Db } & Parameters<typeof connectCalendar>[1] & CalendarPorts
  sims: ReturnType<typeof simsOf>
  organizationId: string
}

/** A new member with an account at the provider; their rules are not confirmed yet. */
async function join(
  { needs, sims, organizationId }: Run,
  provider: ProviderName,
  zone: string,
): Promise<Someone> {
  const isGoogle = provider === 'google_calendar'
  const email = `${isGoogle ? 'maya' : 'jonas'}@${organizationId.slice(0, 8)}.example`
  const userId = await aUser(needs.db, { email, organizationId })
  const sim = isGoogle ? sims.google : sims.microsoft
  sim.addPerson({ email, zone })
  const someone = { organizationId, userId, email, provider }
  await link({ needs, sims, organizationId }, someone)
  return someone
}

/** Connect this account for this member of this organization. */
export async function link(
  { needs, sims }: Run,
  { organizationId, userId, email, provider }: Someone,
): Promise<void> {
  const isGoogle = provider === 'google_calendar'
  const { access_token, refresh_token, expires_in } = isGoogle
    ? sims.google.grant(email, GOOGLE_SCOPES)
    : sims.microsoft.grant(email, MICROSOFT_SCOPES)
  const grant = {
    ...{ accessToken: access_token, refreshToken: refresh_token, expiresInSeconds: expires_in, scopes: [] },
    ...{ accountId: email, email, name: email },
  }
  const calendars = await portFor(needs, provider).listCalendars(access_token)
  await needs.db.asOrganization(organizationId, (tx) =>
    connectCalendar(tx, needs, { organizationId, userId, provider, grant, calendars }),
  )
}
