/**
 * The composition root: the only file that constructs clients, pools and queues. Everything else is handed what it
 * needs. A provider without keys is null here, and its absence is visible everywhere above.
 */
import type { ApiNeeds } from '#api/needs.ts'
import { createAuth } from '#auth/auth.ts'
import { isInvited } from '#auth/invitations.ts'
import { letters } from '#auth/letters.ts'
import { maySignUp } from '#auth/may-sign-up.ts'
import { type CallBudget, callBudget } from '#bots/recall/call-budget.ts'
import { recallOverHttp } from '#bots/recall/recall.ts'
import { googleCalendar } from '#calendar/providers/google.ts'
import { microsoftCalendar } from '#calendar/providers/graph.ts'
import { icsFeeds } from '#calendar/providers/ics/feed.ts'
import { recallCalendars } from '#calendar/providers/recall-calendars.ts'
import type { Config } from '#config.ts'
import { connect, type Db } from '#db/db.ts'
import { APP_ROLE_PASSWORD, appUrl, migrate } from '#db/migrate.ts'
import { connectSignIn } from '#db/sign-in.ts'
import { connectNotifier } from '#events/notifier.ts'
import { settling } from '#events/settle.ts'
import { connectQueue, installQueue } from '#jobs/queue.ts'
import { CannotStart } from '#lib/cannot-start.ts'
import { type Clock, wallClock } from '#lib/clock.ts'
import { outside } from '#lib/crash-point.ts'
import { newId } from '#lib/ids.ts'
import { createLog, type Log } from '#lib/log.ts'
import { remoteClock } from '#lib/remote-clock.ts'
import { createVault, type Vault } from '#lib/vault.ts'
import { mailerOverSmtp } from '#mail/smtp.ts'
import { embedderOverHttp } from '#pipeline/model/embeddings.ts'
import { modelOverHttp } from '#pipeline/model/openai.ts'
import { bundledEmbedder } from '#pipeline/search/bundled-embedder.ts'
import { checkInstallation } from './installation.ts'
import { checkSecrets, readSecrets } from './secrets.ts'
import { type ReactionNeeds, reactions } from './switchboard.ts'
import { allJobs } from './workload.ts'

export type Context = Awaited<ReturnType<typeof createContext>>

type Options = {
  config: Config
  /** Where this server is reached: PUBLIC_URL, or the address that it listens on. */
  publicUrl: string
  clock?: Clock
  log?: Log
}

/** Migrate, connect, wire. Throws CannotStart with one sentence for the operator. */
export async function createContext({ config, publicUrl, ...given }: Options) {
  const log = given.log ?? createLog(config.logLevel)
  await checkFonts(config)
  const clock = given.clock ?? (config.clockUrl ? await remoteClock(config.clockUrl) : wallClock)
  const vault = createVault(readSecrets(config))
  const url = await prepareDatabase(config, vault)
  const db = connect(url)
  await checkSecrets(db, vault)
  await checkInstallation(db, clock, config)

  const jobs = await connectQueue(url, log)
  const notifier = await connectNotifier(url, log)
  const needs: ReactionNeeds = { jobs, clock, publicUrl }
  db.onCommit(settling({ reactions, needs, clock, announce: notifier.announce }))

  const ports = providers(config, callBudget(db, clock))
  const { mailer } = ports
  const accounts = signingIn({ config, publicUrl, url, vault, log, clock, db, mailer })
  return {
    ...{ config, publicUrl, clock, log, vault, db, jobs, notifier },
    ...accounts.needs,
    ...ports,
    modelPrices: config.modelPrices,
    pdfFonts: config.pdfFonts,
    demoLinks: demoLinks(config),
    async close() {
      await jobs.stop()
      await notifier.close()
      mailer?.close()
      await accounts.close()
      await db[Symbol.asyncDispose]()
    },
  } satisfies ApiNeeds & Record<string, unknown>
}

/** What cannot be read as a font is told now, and not at the first export. */
async function checkFonts({ pdfFonts }: Config) {
  if (pdfFonts.length > 0) (await import('#transfer/formats/fonts.ts')).openFonts(pdfFonts)
}

/** Bring the database to the present; returns the URL of liveconvo_app. */
export async function prepareDatabase(
  { databaseUrl, appDatabaseUrl }: Config,
  vault: Vault,
): Promise<string> {
  if (!databaseUrl) throw new CannotStart('DATABASE_URL is empty. `npm start` brings an embedded database.')
  const password = vault.derive(APP_ROLE_PASSWORD)
  await migrate({
    ownerUrl: databaseUrl,
    appPassword: appDatabaseUrl ? null : password,
    installQueue: (ownerUrl) => installQueue(ownerUrl, allJobs),
  })
  return appDatabaseUrl ?? appUrl(databaseUrl, password)
}

/** Every outside service. One that is not wrapped in `outside` fails a test: the storm could not break it. */
export const providers = (config: Config, budget?: CallBudget) => ({
  recall: config.recall ? outside('recall', recallOverHttp({ ...config.recall, budget })) : null,
  google: config.google ? outside('google', googleCalendar(config.google)) : null,
  ics: outside('ics', icsFeeds()),
  recallCalendars: config.recall?.holdsCalendars
    ? outside('recallCalendars', recallCalendars({ ...config.recall, clients: clientsOf(config) }))
    : null,
  microsoft: config.microsoft ? outside('microsoft', microsoftCalendar(config.microsoft)) : null,
  embedder: embedderOf(config),
  model: config.openai ? outside('model', modelOverHttp(config.openai)) : null,
  mailer: config.smtp ? outside('mailer', mailerOverSmtp(config.smtp)) : null,
})

/** The model server's, else the one that a package brings; null: words alone are searched. */
function embedderOf({ embeddings, openai }: Config) {
  if (embeddings === 'off') return null
  return openai ? outside('embedder', embedderOverHttp(openai)) : bundledEmbedder()
}

const clientsOf = ({ google, microsoft }: Config) => ({
  google_calendar: google,
  microsoft_outlook: microsoft,
})

type Accounts = {
  config: Config
  publicUrl: string
  url: string
  vault: Vault
  log: Log
  clock: Clock
  db: Db
  mailer: ReturnType<typeof mailerOverSmtp> | null
}

function signingIn({ config, publicUrl, url, vault, log, clock, db, mailer }: Accounts) {
  const signIn = connectSignIn(url)
  const settingUp = new Set<string>()
  const host = new URL(publicUrl).hostname
  const sendMail = mailer
    ? (mail: { to: string; subject: string; text: string; html: string }) =>
        mailer.send({ ...mail, messageId: `<${newId()}@${host}>` })
    : null
  const auth = createAuth({
    ...{ config, publicUrl, signIn, vault, log, sendMail, letters },
    maySignUp: async (email, isProven) => {
      const hasPendingInvitation = await db.asSystem((tx) => isInvited(tx, email, clock.now()))
      const isSetUp = settingUp.has(email)
      return maySignUp(email, { policy: config.signUp, hasPendingInvitation, isSetUp, isProven })
    },
  })
  const expectSetUp = (email: string): Disposable => {
    settingUp.add(email)
    return { [Symbol.dispose]: () => void settingUp.delete(email) }
  }
  return { needs: { auth, sendMail, expectSetUp }, close: () => signIn.destroy() }
}

/** The stand-ins keep the demo's clock, so its address is theirs. */
function demoLinks({ demo, clockUrl }: Config) {
  if (!demo || !clockUrl) return null
  const standIns = new URL('/', clockUrl).toString()
  return { standIns, mailbox: `${standIns}mail` }
}
