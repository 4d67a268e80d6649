// Puts the stand-ins together: one HTTP server with a path per provider, one SMTP port, one clock, one memory.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import express, { type Express } from 'express'
import { type DriftingClock, driftingClock, leashed, type SimClock } from './clock.ts'
import { controlRoutes } from './control/control.ts'
import { rollDemo } from './demo/demo.ts'
import { type GoogleSim, googleSim } from './google/google.ts'
import { type MailSim, mailSim } from './mail/mail.ts'
import { type Meetings, openMeetings } from './meetings.ts'
import { type MicrosoftSim, microsoftSim } from './microsoft/microsoft.ts'
import { type OpenaiSim, openaiSim } from './openai/openai.ts'
import type { CalendarControls, Provider, SimContext, SimSecrets } from './provider.ts'
import { type RecallSim, recallSim } from './recall/recall.ts'
import { openStore, type Store } from './store.ts'

export type SimOptions = {
  /** State on disk, or null for memory only. */
  dir: string | null
  /** 0 = a free one. */
  port: number
  smtpPort: number
  /** Tests and the journey bring a manual one; absent = a drifting clock of our own. */
  clock?: SimClock
  /** Where the product listens: webhooks go to `${appUrl}/hooks/recall`. */
  appUrl: string
  secrets: SimSecrets
  /** Seed and roll the demo fortnight. */
  demo: boolean
}

export type Sims = {
  url: string
  smtpUrl: string
  clock: SimClock
  recall: RecallSim
  google: GoogleSim
  microsoft: MicrosoftSim
  openai: OpenaiSim
  mail: MailSim
  meetings: Meetings
  /** Resolves when no delivery is in flight. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Everything listens on loopback only. Rejects when a port is taken. */
export async function startSims(options: SimOptions): Promise<Sims> {
  const store = openStore(options.dir)
  const { source, drifting } = clockFor(options, store)
  const clock = leashed(source) // what somebody else's clock still holds for us ends with us
  const appUrl = options.appUrl.replace(/\/+$/, '')
  let url = ''
  const meetings = openMeetings(store)
  const context: SimContext = { clock, store, meetings, appUrl, secrets: options.secrets, url: () => url }

  const recall = recallSim(context)
  const google = googleSim(context)
  const microsoft = microsoftSim(context)
  const openai = openaiSim({ clock, store, apiKey: options.secrets.openaiApiKey })
  const mail = mailSim({ clock, store, smtpPort: options.smtpPort })
  const providers: Record<string, Provider> = { recall, google, microsoft, openai, mail }
  const calendars: Record<string, CalendarControls> = { google, microsoft }

  const app = express().disable('x-powered-by')
  app.use('/calendar/v3', google.calendarApi) // Google's own client keeps only the host of the root that it is given
  for (const [prefix, { router }] of Object.entries(providers)) app.use(`/${prefix}`, router)
  app.use(controlRoutes({ context, recall, calendars, drifting }))
  const server = await listen(app, options.port)
  url = `http://127.0.0.1:${portOf(server)}`
  for (const provider of Object.values(providers)) await provider.start?.()
  if (options.demo) rollDemo({ google, microsoft, clock, store, meetings }).startSoon()

  return {
    url,
    smtpUrl: mail.smtpUrl(),
    clock,
    recall,
    google,
    microsoft,
    openai,
    mail,
    meetings,
    async idle() {
      for (const provider of Object.values(providers)) await provider.idle()
    },
    async close() {
      clock.cancelAll()
      drifting?.stop()
      for (const provider of Object.values(providers)) await provider.close?.()
      server.closeAllConnections()
      server.close()
      store.flush()
    },
  }
}

function clockFor({ clock }: SimOptions, store: Store): { source: SimClock; drifting: DriftingClock | null } {
  if (clock) return { source: clock, drifting: null }
  const drifting = driftingClock(store)
  return { source: drifting, drifting }
}

async function listen(app: Express, port: number): Promise<Server> {
  const server = createServer(app).listen(port, '127.0.0.1')
  await once(server, 'listening') // rejects with the server's error
  return server
}

function portOf(server: Server): number {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port')
  return address.port
}
